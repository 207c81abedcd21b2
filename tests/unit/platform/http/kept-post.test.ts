import { seal } from "@/lib/platform/crypto/sealed";
import { cookieName } from "@/lib/platform/http/cookies";
import { type KeptPost, keepPost, takeKeptPost } from "@/lib/platform/http/kept-post";
import {
  cookieLines,
  cookieValue,
  newRequest,
  newResponse,
} from "@/tests/support/requests/messages";
import { english } from "@/tests/support/texts";

const COOKIE = cookieName("kept");

const POST: KeptPost = {
  page: "/settings",
  form: "PATCH /api/me",
  account: "ada",
  by: "signIn",
  values: { name: "Countess" },
};

/** What the page gets of it. */
const SHOWN = {
  page: "/settings",
  form: "PATCH /api/me",
  values: { name: "Countess" },
  message: english("interrupted.afterSignIn"),
};

async function cookieOf(post: KeptPost): Promise<string> {
  const response = newResponse();
  await keepPost(response, post);
  return cookieValue(response, COOKIE) ?? "";
}

/** What a page gets of a cookie, and what becomes of that cookie ("" when it is cleared). */
async function visit(page: string, account: string, cookie: string) {
  const response = newResponse();
  const request = newRequest({ cookies: { [COOKIE]: cookie } });
  const post = await takeKeptPost(request, response, page, account);
  return { post, left: cookieValue(response, COOKIE) };
}

test("its account gets it on its page, once", async () => {
  expect(await visit("/settings", "ada", await cookieOf(POST))).toEqual({ post: SHOWN, left: "" });
});

test("it is kept while its account is on another page", async () => {
  const visited = await visit("/dashboard", "ada", await cookieOf(POST));
  expect(visited).toEqual({ post: null, left: undefined });
});

test("another account does not get it, and discards it", async () => {
  expect(await visit("/settings", "grace", await cookieOf(POST))).toEqual({ post: null, left: "" });
  expect(await visit("/dashboard", "grace", await cookieOf(POST))).toEqual({
    post: null,
    left: "",
  });
});

test("it is sealed and lives a quarter of an hour", async () => {
  const response = newResponse();
  await keepPost(response, POST);
  const [line = ""] = cookieLines(response);
  expect(line).toMatch(/; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(line).not.toContain("Countess");
});

test.each([
  ["garbage", async () => "garbage"],
  ["something old", () => seal("kept-post", POST, -60)],
  ["a flash", () => seal("flash", POST, 60)],
])("%s does not count", async (_, cookie) => {
  expect(await visit("/settings", "ada", await cookie())).toEqual({ post: null, left: "" });
});

test("what does not fit in a cookie is left out, and the form still comes back", async () => {
  const values = Object.fromEntries([..."abcdefghij"].map((name) => [name, "x".repeat(300)]));
  const { post } = await visit("/settings", "ada", await cookieOf({ ...POST, values }));
  expect(post).toEqual({ ...SHOWN, values: {} });
});
