import { brand } from "@/lib/platform/config/brand";
import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import {
  Problem,
  type ProblemCode,
  tooManyRequests,
  unavailable,
} from "@/lib/platform/core/problem";
import { textsIn } from "@/lib/platform/texts/catalogue";
import { withReader } from "@/lib/platform/texts/reader";

test.each<[ProblemCode, number]>([
  ["malformed_body", 400],
  ["unauthenticated", 401],
  ["forbidden", 403],
  ["cross_site", 403],
  ["not_found", 404],
  ["method_not_allowed", 405],
  ["account_disabled", 409],
  ["admin_exists", 409],
  ["already_signed_in", 409],
  ["already_verified", 409],
  ["last_admin", 409],
  ["last_way_in", 409],
  ["other_account", 409],
  ["password_changed", 409],
  ["body_too_large", 413],
  ["unsupported_media_type", 415],
  ["invalid", 422],
  ["too_many_requests", 429],
  ["busy_account", 429],
  ["busy_network", 429],
  ["internal", 500],
  ["busy", 503],
  ["unavailable", 503],
])("%s is a %i in the form of RFC 9457", (code, status) => {
  const problem = new Problem(code);
  expect(problem.toJSON()).toEqual({
    type: brand.problemType + code,
    title: expect.stringMatching(/^[A-Z].*[^.]$/),
    status,
    detail: expect.stringMatching(/^[A-Z].*\.$/),
    code,
  });
  expect(problem.headers()).toEqual({});
});

test("details of the occurrence are included", () => {
  const errors = [{ field: "email", message: "Enter your e-mail address." }];
  const problem = new Problem("invalid", { detail: () => "One field is missing.", errors });
  expect(JSON.parse(JSON.stringify(problem))).toMatchObject({
    detail: "One field is missing.",
    errors,
  });
});

test("headers say which methods exist and when to come back", () => {
  expect(new Problem("method_not_allowed", { allow: ["GET", "PATCH"] }).headers()).toEqual({
    Allow: "GET, PATCH",
  });
  expect(new Problem("too_many_requests", { retryAfter: 0 }).headers()).toEqual({
    "Retry-After": "0",
  });
  expect(unavailable().headers()).toEqual({ "Retry-After": "5" });
});

test.each([
  [1, "1 second"],
  [2, "2 seconds"],
  [119, "119 seconds"],
  [120, "2 minutes"],
  [121, "3 minutes"],
  [900, "15 minutes"],
])("a wait of %i seconds is written as %s", (seconds, words) => {
  expect(tooManyRequests(seconds)).toMatchObject({
    detail: `Too many attempts. Try again in ${words}.`,
    retryAfter: seconds,
  });
});

test.each(LANGUAGE_CODES)("title and detail are in %s, the reader's language", (language) => {
  const problem = tooManyRequests(2);
  const t = textsIn(language);
  const body = withReader(
    () => ({ language, timeZone: null }),
    () => problem.toJSON(),
  );
  expect(body).toMatchObject({
    code: "too_many_requests",
    title: t("problemTitles.too_many_requests"),
    detail: t("details.waitSeconds", { count: 2 }),
  });
});

test("a problem collects no stack, and leaves that of other errors alone", () => {
  expect(new Problem("not_found").stack).not.toMatch(/\n\s+at /);
  expect(new Error("another").stack).toMatch(/\n\s+at /);
});
