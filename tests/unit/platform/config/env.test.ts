import { brand } from "@/lib/platform/config/brand";
import { EnvError } from "@/lib/platform/config/checks";
import { readEnv } from "@/lib/platform/config/env";
import { DEFAULT_PEPPER } from "@/lib/platform/config/identity.mjs";
import { providerVariables } from "@/lib/platform/config/providers/variables";
import { variables } from "@/lib/platform/config/variables";
import { appEnvironment } from "@/tests/support/app/environment";

const SECRET = "k7Jq2vXw9ZbT4mNc8RdF1hLs6YpG3aEu";
const OTHER_SECRET = "uEa3GpYs6LhF1dRc8NmT4bZw9XvJ2q7k";
const PEPPER = "pR8vK3xQ6mW1nB9cT5zJ2hD7fL4gS0yA";
const MINIMAL = { NEXTAUTH_URL: "http://localhost:3000", NEXTAUTH_SECRET: SECRET };
/** Where others than the developer have accounts. */
const FOR_OTHERS = { NEXTAUTH_URL: "https://example.com", PASSWORD_PEPPER: PEPPER };

const read = (source: Record<string, string | undefined> = {}) =>
  readEnv({ ...MINIMAL, ...source });

/** The one line a person gets to see. */
function refusal(source: Record<string, string | undefined>): string {
  try {
    read(source);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    expect(error.message).not.toContain("\n");
    return error.message;
  }
  throw new Error("The environment was accepted");
}

describe("defaults", () => {
  test("a URL and a secret are enough [V11.4.2]", () => {
    expect(read()).toEqual({
      NEXTAUTH_URL: "http://localhost:3000",
      NEXTAUTH_SECRET: SECRET,
      NEXTAUTH_SECRET_PREVIOUS: [],
      DATABASE_URL: "",
      MIGRATE_DATABASE_URL: "",
      DATABASE_REPLICA_URL: "",
      DATABASE_POOL: 10,
      DATA_DIR: ".data",
      AUTO_MIGRATE: true,
      WEB_CONCURRENCY: 1,
      SMTP_URL: "",
      MAIL_FROM: brand.mail.from,
      DEFAULT_LANGUAGE: "en",
      HOST: "",
      PORT: 0,
      TRUSTED_PROXY_HOPS: 0,
      TRUSTED_PROXIES: [],
      METRICS_PORT: 0,
      COOKIE_PREFIX: "",
      METRICS_HOST: "127.0.0.1",
      LIVE_STREAMS: 5000,
      API_TOKEN_PER_MINUTE: 600,
      CORS_ORIGINS: [],
      SESSION_IDLE_MINUTES: 120,
      SESSION_ABSOLUTE_HOURS: 24,
      REMEMBER_IDLE_DAYS: 14,
      REMEMBER_ABSOLUTE_DAYS: 30,
      PASSWORD_MIN_LENGTH: 12,
      SIGN_UP: "open",
      REQUIRE_SECOND_FACTOR: "none",
      TRUSTED_BROWSER_DAYS: 0,
      EMAIL_SIGN_IN: false,
      IMPERSONATION: false,
      PASSWORD_COST: 12,
      PASSWORD_PEPPER: DEFAULT_PEPPER,
      PASSWORD_PEPPER_PREVIOUS: [],
      PASSWORD_THREADS: 0,
      ...Object.fromEntries(Object.keys(providerVariables).map((name) => [name, ""])),
      MAIL_RETENTION_DAYS: 7,
      UNCONFIRMED_DAYS: 30,
      EVENT_RETENTION_DAYS: 365,
      LOG_LEVEL: "info",
      LOG_ADDRESSES: false,
      production: false,
      https: false,
      postgres: false,
      secrets: [SECRET],
      peppers: [DEFAULT_PEPPER, DEFAULT_PEPPER],
    });
  });

  test("an empty value counts as unset", () => {
    const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, ""]));
    expect(read({ ...empty, ...MINIMAL })).toEqual(read());
  });

  test("variables of other programs are ignored", () => {
    expect(read({ EDITOR: "vi" })).toEqual(read());
  });
});

describe("NEXTAUTH_URL", () => {
  test.each([
    ["http://localhost:3000/", "http://localhost:3000"],
    ["https://Accounts.Example.com", "https://accounts.example.com"],
    ["https://example.com:443", "https://example.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ])("%s is kept as the origin %s", (url, origin) => {
    expect(read({ ...FOR_OTHERS, NEXTAUTH_URL: url }).NEXTAUTH_URL).toBe(origin);
  });

  test.each([
    [undefined, "NEXTAUTH_URL is missing"],
    ["", "NEXTAUTH_URL is missing"],
    ["example.com", "NEXTAUTH_URL is not a URL"],
    ["ftp://example.com", "NEXTAUTH_URL must start with http:// or https://"],
    ["localhost:3000", "NEXTAUTH_URL must start with http:// or https://"],
    ["https://example.com/accounts", "NEXTAUTH_URL must be an origin without a path"],
    ["https://example.com/?a=b", "NEXTAUTH_URL must be an origin without a path"],
    ["https://example.com/#top", "NEXTAUTH_URL must be an origin without a path"],
    ["https://ada:hunter2@example.com", "NEXTAUTH_URL must be an origin without a user"],
  ])("%p is refused", (url, message) => {
    expect(refusal({ NEXTAUTH_URL: url })).toContain(message);
  });

  test("https sets a flag", () => {
    expect(read(FOR_OTHERS).https).toBe(true);
    expect(read({ NEXTAUTH_URL: "http://example.com" }).https).toBe(false);
  });

  test("production away from localhost requires https [V12.2.1]", () => {
    const production = { NODE_ENV: "production" };
    expect(refusal({ ...production, NEXTAUTH_URL: "http://example.com" })).toBe(
      "NEXTAUTH_URL must use https:// in production, away from localhost",
    );
    expect(refusal({ ...production, NEXTAUTH_URL: "http://localhost.example.com" })).toContain(
      "must use https://",
    );
    expect(read({ ...production, ...FOR_OTHERS }).https).toBe(true);
  });

  test.each([
    "http://localhost:3000",
    "http://app.localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
  ])("production accepts %s without https", (url) => {
    expect(read({ NODE_ENV: "production", NEXTAUTH_URL: url }).NEXTAUTH_URL).toBe(url);
  });
});

describe("NEXTAUTH_SECRET [V11.2.3 V13.2.3]", () => {
  test.each([
    [undefined, "NEXTAUTH_SECRET is missing"],
    ["", "NEXTAUTH_SECRET is missing"],
    [SECRET.slice(1), "NEXTAUTH_SECRET is too short: 32 characters or more"],
    ["changeme-changeme-changeme-changeme", "NEXTAUTH_SECRET is a sample value"],
    ["Secret-of-this-app-0123456789abcdef", "NEXTAUTH_SECRET is a sample value"],
    ["x".repeat(32), "NEXTAUTH_SECRET is a sample value"],
  ])("%p is refused", (secret, message) => {
    expect(refusal({ NEXTAUTH_SECRET: secret })).toContain(message);
  });

  test("a refusal never repeats the secret", () => {
    expect(refusal({ NEXTAUTH_SECRET: "hunter2" })).not.toContain("hunter2");
  });

  test("earlier secrets follow the current one", () => {
    const { secrets } = read({ NEXTAUTH_SECRET_PREVIOUS: ` ${OTHER_SECRET} , ,${SECRET}` });
    expect(secrets).toEqual([SECRET, OTHER_SECRET, SECRET]);
  });

  test("an earlier secret must keep the same rules, and its own variable is named", () => {
    expect(refusal({ NEXTAUTH_SECRET_PREVIOUS: `${OTHER_SECRET},short` })).toMatch(
      /^NEXTAUTH_SECRET_PREVIOUS is too short/,
    );
  });
});

describe("DATABASE_URL", () => {
  test.each(["postgres://u:p@db/accounts", "postgresql://u:p@db/accounts"])(
    "%s chooses PostgreSQL",
    (url) => {
      expect(read({ DATABASE_URL: url, PASSWORD_PEPPER: PEPPER })).toMatchObject({
        DATABASE_URL: url,
        postgres: true,
      });
    },
  );

  test.each(["mysql://u:p@db/accounts", "file:./app.db", "db.example.com/postgres://"])(
    "%s is refused",
    (url) => {
      expect(refusal({ DATABASE_URL: url })).toContain("DATABASE_URL must start with postgres://");
    },
  );

  test("a password that breaks the URL is reported, not repeated", () => {
    const message = refusal({ DATABASE_URL: "postgres://ada:p/ss@db:5432/accounts" });
    expect(message).toContain("DATABASE_URL is not a URL");
    expect(message).not.toContain("p/ss");
  });
});

describe("PASSWORD_PEPPER [V11.2.3 V13.2.3]", () => {
  test.each([
    { NEXTAUTH_URL: "https://example.com" },
    { DATABASE_URL: "postgres://u:p@db/accounts" },
  ])("is required with %p, and the message has the line to write", (source) => {
    expect(refusal(source)).toMatch(
      /^PASSWORD_PEPPER is missing\. .+ PASSWORD_PEPPER=\$\(openssl rand -hex 32\)\. .+ keep working$/,
    );
    expect(read({ ...source, PASSWORD_PEPPER: PEPPER }).peppers[0]).toBe(PEPPER);
  });

  test.each([
    [PEPPER.slice(1), "PASSWORD_PEPPER is too short: 32 characters or more"],
    [DEFAULT_PEPPER, "PASSWORD_PEPPER is too short"],
    ["changeme-changeme-changeme-changeme", "PASSWORD_PEPPER is a sample value"],
  ])("%p is refused, with the way out", (pepper, message) => {
    expect(refusal({ PASSWORD_PEPPER: pepper })).toContain(message);
    expect(refusal({ PASSWORD_PEPPER: pepper })).toContain(
      "keep this one in PASSWORD_PEPPER_PREVIOUS",
    );
  });

  test("earlier ones follow the current one, however short; the built-in one is always the last", () => {
    const { peppers } = read({ PASSWORD_PEPPER: PEPPER, PASSWORD_PEPPER_PREVIOUS: "old, older" });
    expect(peppers).toEqual([PEPPER, "old", "older", DEFAULT_PEPPER]);
  });
});

test.each([
  ["true", true],
  ["false", false],
])("AUTO_MIGRATE=%s", (value, expected) => {
  expect(read({ AUTO_MIGRATE: value }).AUTO_MIGRATE).toBe(expected);
});

test.each(["a b", "a.b", "ü", "x".repeat(33), "__Host-app", "__secure-", "__Http-app"])(
  "COOKIE_PREFIX=%s is refused",
  (prefix) => expect(refusal({ COOKIE_PREFIX: prefix })).toMatch(/^COOKIE_PREFIX is not valid/),
);

test.each(["app", "my-app_2", "__app", "Host-app", "x".repeat(32)])("COOKIE_PREFIX=%s", (prefix) =>
  expect(read({ COOKIE_PREFIX: prefix }).COOKIE_PREFIX).toBe(prefix),
);

test.each([
  ["WEB_CONCURRENCY", 1, 64],
  ["DATABASE_POOL", 1, 1000],
  ["PORT", 0, 65535],
  ["TRUSTED_PROXY_HOPS", 0, 10],
  ["SESSION_IDLE_MINUTES", 5, 1440],
  ["SESSION_ABSOLUTE_HOURS", 1, 168],
  ["REMEMBER_IDLE_DAYS", 1, 90],
  ["REMEMBER_ABSOLUTE_DAYS", 1, 365],
  ["PASSWORD_MIN_LENGTH", 8, 64],
  ["PASSWORD_COST", 4, 16],
  ["PASSWORD_THREADS", 0, 64],
] as const)("%s is a whole number from %i to %i", (name, min, max) => {
  expect(read({ [name]: String(min) })[name]).toBe(min);
  expect(read({ [name]: String(max) })[name]).toBe(max);
  for (const wrong of [String(min - 1), String(max + 1), `${min}.5`, "many"]) {
    expect(refusal({ [name]: wrong })).toContain(`${name} is not valid: `);
  }
});

describe("mail", () => {
  const SENDER = "Accounts <accounts@example.com>";

  test.each([
    "mail.example.com",
    "http://127.0.0.1:4863",
    "smtp://",
    "smtp://user:p@ss/w@mail.example.com",
    "smtp://user:p#ss@mail.example.com",
    "smtp://user:p%ss@mail.example.com",
    "smtp://mail.example.com:many",
    "smtp://mail.example.com:0",
  ])("SMTP_URL=%s is refused, and not repeated", (url) => {
    const told = refusal({ SMTP_URL: url, MAIL_FROM: SENDER });
    expect(told).toMatch(/^SMTP_URL is not a mail server: give smtp:\/\/USER:PASSWORD@HOST:587/);
    expect(told).not.toContain("p@ss");
  });

  test("a password that is cut is told to be encoded", () => {
    const url = "smtp://user:p/w@mail.example.com";
    expect(refusal({ SMTP_URL: url, MAIL_FROM: SENDER })).toContain("percent-encoded");
  });

  test("smtp:// on port 465, where TLS begins at once, is refused", () => {
    const told = refusal({ SMTP_URL: "smtp://user:pw@localhost:465", MAIL_FROM: SENDER });
    expect(told).toMatch(
      /^SMTP_URL begins with smtp:\/\/ on port 465: give .* smtps:\/\/ for port 465/,
    );
    expect(told).not.toContain("pw@");
  });

  test.each(["25", "587"])("smtps:// on port %s, where TLS comes later, is refused", (port) => {
    const told = refusal({
      SMTP_URL: `smtps://user:pw@mail.example.com:${port}`,
      MAIL_FROM: SENDER,
    });
    expect(told).toContain(`SMTP_URL begins with smtps:// on port ${port}: give smtp://`);
    expect(told).not.toContain("pw@");
  });

  test.each([
    "smtp://mail.example.com",
    "smtps://mail.example.com",
    "smtps://user:p%40ss%2Fw@mail.example.com:465",
    "smtp://[::1]:2525/?requireTLS=false",
  ])("SMTP_URL=%s is accepted", (url) => {
    expect(read({ SMTP_URL: url, MAIL_FROM: SENDER }).SMTP_URL).toBe(url);
  });

  test.each([
    ...["garbage", "Accounts", "a@b@c", "Accounts <a@b", "<a@b> c", "(a@b)", "a,b@c", "a@b;"],
    ...["a@b..c", "mailto:a@b.c", "Accounts: mine <a@b.c>", '"Accounts <a@b.c>'],
  ])("MAIL_FROM=%s is refused", (from) => {
    expect(refusal({ MAIL_FROM: from })).toContain("MAIL_FROM is not a sender");
  });

  test.each([
    "a@b.c",
    "<a@b.c>",
    "Ämter, Inc. <a@b.c>",
    '"Accounts: mine" <a@b.c>',
    "A (b) <a@b.c>",
  ])("MAIL_FROM=%s is accepted", (from) => expect(read({ MAIL_FROM: from }).MAIL_FROM).toBe(from));

  test("the placeholder sender is refused with a mail server elsewhere", () => {
    expect(refusal({ SMTP_URL: "smtp://mail.example.com" })).toContain("MAIL_FROM must be set");
    expect(read({ SMTP_URL: "smtp://localhost:2525" }).MAIL_FROM).toBe(brand.mail.from);
  });
});

test.each([
  ["HOST", "accounts.example.com", "HOST is not a network address"],
  ["HOST", "127.1", "HOST is not a network address"],
  ["METRICS_HOST", "metrics.example.com", "METRICS_HOST is not a network address"],
  ["TRUSTED_PROXIES", "10.0.0.0/8, proxy", "TRUSTED_PROXIES holds proxy"],
  ["TRUSTED_PROXIES", "10.0.5", "TRUSTED_PROXIES holds 10.0.5"],
  ["TRUSTED_PROXIES", "10.0/16", "TRUSTED_PROXIES holds 10.0/16"],
  ["TRUSTED_PROXIES", "10.0.0.0/33", "TRUSTED_PROXIES holds 10.0.0.0/33"],
  ["CORS_ORIGINS", "*", "CORS_ORIGINS holds *"],
  ["CORS_ORIGINS", "https://*.example.com", "CORS_ORIGINS holds https://*.example.com"],
  ["CORS_ORIGINS", "null", "CORS_ORIGINS holds null"],
  ["CORS_ORIGINS", "https://*.example.com/", "CORS_ORIGINS holds https://*.example.com/"],
  ["CORS_ORIGINS", "https://a.example.com/app", "which is no origin"],
  ["CORS_ORIGINS", "http://app.example.com", "which is no origin"],
  ["MIGRATE_DATABASE_URL", "mysql://db", "MIGRATE_DATABASE_URL must start with postgres://"],
  ["MIGRATE_DATABASE_URL", "postgres://db", "MIGRATE_DATABASE_URL is set without DATABASE_URL"],
  ["DATABASE_REPLICA_URL", "mysql://db", "DATABASE_REPLICA_URL must start with postgres://"],
  ["DATABASE_REPLICA_URL", "postgres://db", "DATABASE_REPLICA_URL is set without DATABASE_URL"],
  ["WEB_CONCURRENCY", "abc", "a whole number from 1 to 64 is wanted"],
])("%s=%s is refused with the reason", (name, value, reason) => {
  expect(refusal({ [name]: value })).toContain(reason);
});

test("each process needs a port for its metrics", () => {
  const source = { METRICS_PORT: "65534", WEB_CONCURRENCY: "3" };
  expect(refusal(source)).toMatch(/^METRICS_PORT is too high: each of 3 processes/);
  expect(read({ ...source, WEB_CONCURRENCY: "2" }).METRICS_PORT).toBe(65_534);
});

test.each([
  ["AUTO_MIGRATE", "yes"],
  ["LOG_LEVEL", "loud"],
])("%s=%s is refused", (name, value) => {
  expect(refusal({ [name]: value })).toContain(`${name} is not valid: `);
});

test("the tests' own environment sets every variable, so that nothing leaks in", () => {
  expect(Object.keys(appEnvironment()).sort()).toEqual(Object.keys(variables).sort());
});
