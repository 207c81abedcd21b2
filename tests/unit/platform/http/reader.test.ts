import { LANGUAGE_CODES } from "@/lib/platform/config/languages";
import { cookieName } from "@/lib/platform/http/cookies";
import { readerOf, timeZoneOf, withRequest } from "@/lib/platform/http/reader";
import { currentReader, updateReader } from "@/lib/platform/texts/reader";
import { t } from "@/lib/platform/texts/t";
import { withEnvironment } from "@/tests/support/app/isolated";
import { newRequest } from "@/tests/support/requests/messages";

/** A request with these cookies and this Accept-Language. */
const request = (acceptLanguage?: string, cookies: Record<string, string> = {}) =>
  Object.assign(
    newRequest({
      headers: acceptLanguage === undefined ? {} : { "accept-language": acceptLanguage },
    }),
    { cookies },
  );

const languageOf = (acceptLanguage?: string, cookie?: string) =>
  readerOf(
    request(acceptLanguage, cookie === undefined ? {} : { [cookieName("language")]: cookie }),
  ).language;

describe("language", () => {
  test.each([
    [undefined, "en"],
    ["", "en"],
    ["de", "de"],
    ["de-AT, de;q=0.9, en;q=0.5", "de"],
    ["DE-ch", "de"],
    ["en-US,en;q=0.9,de;q=0.8", "en"],
    ["fr, de;q=0.7, en;q=0.3", "de"],
    ["fr, it", "en"],
    ["*", "en"],
    ["fr, *;q=0.1", "en"],
    ["de;q=0, en", "en"],
    ["de;q=0", "en"],
    ["de_DE", "en"],
    [`${"x,".repeat(4000)}de`, "de"],
    [";;q=,,=", "en"],
  ])("Accept-Language %j: %s", (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  test("the switch's cookie takes precedence over the header", () => {
    expect(languageOf("en", "de")).toBe("de");
    expect(languageOf("de", "en")).toBe("en");
  });

  test.each(["", "fr", "DE", "toString", "__proto__"])("the cookie %j says nothing", (cookie) => {
    expect(languageOf("de", cookie)).toBe("de");
  });

  test.each(LANGUAGE_CODES)("DEFAULT_LANGUAGE %s applies to anything else", async (language) => {
    const isolated = await withEnvironment(
      { DEFAULT_LANGUAGE: language },
      () => import("@/lib/platform/http/reader"),
    );
    for (const header of [undefined, "fr", "*"]) {
      expect(isolated.readerOf(request(header)).language).toBe(language);
    }
    expect(isolated.readerOf(request("en")).language).toBe("en");
  });
});

describe("time zone", () => {
  test.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["europe/berlin", "Europe/Berlin"],
    ["America/Argentina/Buenos_Aires", "America/Buenos_Aires"],
    ["Etc/GMT+1", "Etc/GMT+1"],
    ["UTC", "UTC"],
    ["Europe/Atlantis", null],
    ["", null],
    ["+01:00", null],
    ["Europe/Berlin; Path=/", null],
    ["x".repeat(10_000), null],
  ])("%j: %j", (name, zone) => {
    expect(timeZoneOf(name)).toBe(zone);
  });

  test("comes from the cookie", () => {
    const zone = (cookie: string) =>
      readerOf(request(undefined, { [cookieName("time-zone")]: cookie })).timeZone;
    expect(zone("Asia/Tokyo")).toBe("Asia/Tokyo");
    expect(zone("nowhere")).toBeNull();
    expect(readerOf(request()).timeZone).toBeNull();
  });
});

describe("the reader of a request", () => {
  test("determines language and time zone of everything", async () => {
    const german = await withRequest(request("de"), async () => t("mail.greeting"));
    const english = await withRequest(request("en"), async () => t("mail.greeting"));
    expect([german, english]).toEqual(["Guten Tag,", "Hello,"]);
  });

  test("gets the account's settings once known, and keeps what they lack", () => {
    withRequest(request("en", { [cookieName("time-zone")]: "Asia/Tokyo" }), () => {
      updateReader({ language: "de" });
      expect(currentReader()).toEqual({ language: "de", timeZone: "Asia/Tokyo" });
    });
  });

  test("is unknown outside a request", () => {
    updateReader({ language: "de" });
    expect(currentReader()).toEqual({ language: "en", timeZone: null });
  });
});
