import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import { seal } from "@/lib/platform/crypto/sealed";
import { cookieName } from "@/lib/platform/http/cookies";
import {
  type Flash,
  formState,
  isRefused,
  keepTyped,
  linkToken,
  setFlash,
  takeFlash,
} from "@/lib/platform/http/flash";
import { textsIn } from "@/lib/platform/texts/catalogue";
import { withReader } from "@/lib/platform/texts/reader";
import {
  cookieLines,
  cookieValue,
  newRequest,
  newResponse,
} from "@/tests/support/requests/messages";

const COOKIE = cookieName("flash");

const FLASH: Flash = {
  page: "/signup",
  form: "POST /api/account",
  message: "Some fields need another look.",
  errors: [{ field: "email", message: "Enter an e-mail address like name@example.com." }],
  values: { name: "Ada", email: "ada@" },
};

/** The cookie a flash travels in. */
async function cookieOf(flash: Flash): Promise<string> {
  const response = newResponse();
  await setFlash(response, flash);
  return cookieValue(response, COOKIE) ?? "";
}

/** What a page gets of a cookie, and what becomes of that cookie ("" when it is cleared). */
async function visit(page: string, cookie: string | undefined) {
  const response = newResponse();
  const cookies: Record<string, string> = cookie === undefined ? {} : { [COOKIE]: cookie };
  const flash = await takeFlash(newRequest({ cookies }), response, page);
  return { flash, left: cookieValue(response, COOKIE) };
}

test("the page it is meant for gets it once", async () => {
  const { flash, left } = await visit("/signup", await cookieOf(FLASH));
  expect(flash).toEqual(FLASH);
  expect(left).toBe("");
});

test("its notice is in its reader's language, whatever it was left in", async () => {
  const cookie = await cookieOf({ page: "/settings", notice: "nameSaved" });
  for (const language of LANGUAGE_CODES) {
    const { flash } = await withReader(
      () => ({ language, timeZone: null }),
      () => visit("/settings", cookie),
    );
    const notice = textsIn(language)("notices.nameSaved");
    expect(flash).toEqual({ page: "/settings", notice });
  }
});

test("another page leaves it for the right one", async () => {
  expect(await visit("/signin", await cookieOf(FLASH))).toEqual({ flash: null, left: undefined });
});

test("an empty flash leaves no cookie", async () => {
  expect(await visit("/signup", undefined)).toEqual({ flash: null, left: undefined });
});

test("it is sealed: what was typed cannot be read from the cookie", async () => {
  const response = newResponse();
  await setFlash(response, FLASH);
  const [line = ""] = cookieLines(response);
  expect(line).toMatch(/; Max-Age=120; Path=\/; HttpOnly; SameSite=Lax$/);
  const parts = line.slice(COOKIE.length + 1, line.indexOf(";")).split(".");
  const readable = parts.map((part) => Buffer.from(part, "base64url").toString("latin1")).join();
  expect(readable).not.toMatch(/ada|signup|another look/i);
});

test.each([
  ["garbage", async () => "garbage"],
  ["nothing in it", async () => "...."],
  ["four kilobytes of garbage", async () => "x".repeat(4096)],
  ["something sealed for another purpose", () => seal("outbox", FLASH, 60)],
  ["something old", () => seal("flash", FLASH, -60)],
  ["something altered", async () => `A${await cookieOf(FLASH)}`],
])("%s is thrown away", async (_what, make) => {
  expect(await visit("/signup", await make())).toEqual({ flash: null, left: "" });
});

describe("what was typed", () => {
  const keep = (body: unknown) => keepTyped(body, ["name", "email", "password"]);

  test("comes back to the form, if the form has that field", () => {
    expect(keep({ name: "Ada", email: "ada@", role: "admin" })).toEqual({
      name: "Ada",
      email: "ada@",
    });
  });

  test.each([
    "password",
    "newPassword",
    "PASSWORD",
    "password_again",
    "code",
    "recoveryCode",
    "clientSecret",
  ])("%s never does", (field) => {
    expect(keepTyped({ [field]: "secret" }, [field])).toEqual({});
  });

  test("is cut to a size that fits a cookie", () => {
    expect(keep({ name: "x".repeat(320) })).toEqual({ name: "x".repeat(320) });
    expect(keep({ name: "x".repeat(321), email: ["a", "b"] })).toEqual({});
    expect(keep({ name: 42, email: { a: 1 } })).toEqual({});
  });

  test.each([undefined, null, "text", 42, [], ["name"]])("is nothing in %j", (body) => {
    expect(keep(body)).toEqual({});
  });
});

describe("as the props of a form", () => {
  test("one message per field", () => {
    expect(formState(FLASH, "POST /api/account")).toEqual({
      notice: null,
      message: FLASH.message,
      errors: { email: "Enter an e-mail address like name@example.com." },
      values: FLASH.values,
    });
  });

  const empty = { notice: null, message: null, errors: {}, values: {} };

  test("a notice of the form that made it", () => {
    const flash = { page: "/settings", form: "PATCH /api/me", notice: "Saved." };
    expect(formState(flash, "PATCH /api/me").notice).toBe("Saved.");
    expect(formState(flash, "DELETE /api/me")).toEqual(empty);
  });

  test("nothing without a flash, nor for a notice of no form", () => {
    expect(formState(null, "POST /api/account")).toEqual(empty);
    expect(formState({ page: "/signup", notice: "Done." }, "POST /api/account")).toEqual(empty);
  });

  test("nothing of another form of the same page", () => {
    expect(formState(FLASH, "PATCH /api/account")).toEqual(empty);
    expect(formState(FLASH, "POST /api/account#again")).toEqual(empty);
    expect(formState(FLASH, "POST /api/account/verify-email/resend")).toEqual(empty);
  });
});

describe("the token of a mailed link", () => {
  const flash = (given: Partial<Flash>): Flash => ({ page: "/link/verify", ...given });

  test("comes from the address, or from the form that came back", () => {
    expect(linkToken({ token: "mailed" }, null)).toBe("mailed");
    expect(linkToken({}, flash({ values: { token: "mailed" } }))).toBe("mailed");
  });

  test("is the first of two, and null where there is none", () => {
    expect(linkToken({ token: ["a", "b"] }, null)).toBe("a");
    expect(linkToken({}, null)).toBeNull();
  });

  test("counts as refused when its form says so, and by no other field", () => {
    const refused = (field: string) => isRefused(flash({ errors: [{ field, message: "No." }] }));
    expect([refused("token"), refused("password"), isRefused(null)]).toEqual([true, false, false]);
  });
});
