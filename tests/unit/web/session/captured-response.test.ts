import { CapturedResponse } from "@/lib/web/session/captured-response";

test("nothing yet: 200, no body, no cookies, no location", () => {
  const recorded = new CapturedResponse();
  expect(recorded.statusCode).toBe(200);
  expect(recorded.body).toBeNull();
  expect(recorded.cookies).toEqual([]);
  expect(recorded.location).toBeNull();
  expect(recorded.getHeader("Location")).toBeUndefined();
});

test("it can be written to like a Next response", () => {
  const recorded = new CapturedResponse();
  recorded.status(302).setHeader("Location", "/dashboard").end();
  expect(recorded.statusCode).toBe(302);
  expect(recorded.location).toBe("/dashboard");
});

test("header names count in any case, and the last value wins", () => {
  const recorded = new CapturedResponse();
  recorded.setHeader("X-Test", "first").setHeader("x-test", "second");
  expect(recorded.getHeader("X-TEST")).toBe("second");
});

test.each([
  ["one line", "a=1", ["a=1"]],
  ["several lines", ["a=1", "b=2"], ["a=1", "b=2"]],
])("cookies from %s", (_what, header, lines) => {
  expect(new CapturedResponse().setHeader("Set-Cookie", header).cookies).toEqual(lines);
});

test.each([
  ["is the one set last", ["a=1; Path=/", "a=2; Path=/", "ab=3"], "2"],
  ["may have no attributes", "a=1", "1"],
  ["is empty where it is cleared", "a=; Max-Age=0", ""],
  ["is empty where it was not set", "ab=3", ""],
])("a cookie %s", (_what, header, value) => {
  expect(new CapturedResponse().setHeader("Set-Cookie", header).cookie("a")).toBe(value);
});

test.each([["json"], ["send"]] as const)("the body given to %s is kept", (method) => {
  const recorded = new CapturedResponse();
  recorded[method]({ csrfToken: "x" });
  expect(recorded.body).toEqual({ csrfToken: "x" });
  expect(recorded.location).toBeNull();
});

test("next-auth's own client gets the next address as { url }", () => {
  const recorded = new CapturedResponse();
  recorded.json({ url: "/dashboard" });
  expect(recorded.location).toBe("/dashboard");
});

test.each([{ url: 42 }, { url: null }, [], "/dashboard", null])("%j is not a location", (body) => {
  const recorded = new CapturedResponse();
  recorded.json(body);
  expect(recorded.location).toBeNull();
});
