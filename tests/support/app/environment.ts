/**
 * Every variable lib/platform/config/variables.ts declares, set: nothing leaks in from a developer's shell or `.env` files
 * (an empty value counts as unset and still stops an `.env` file from filling it).
 */
export function appEnvironment(overrides: Record<string, string> = {}): Record<string, string> {
  return {
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "only-for-tests-9f2c41d07be85a36b4e8",
    NEXTAUTH_SECRET_PREVIOUS: "",
    DATABASE_URL: "",
    MIGRATE_DATABASE_URL: "",
    DATABASE_POOL: "",
    DATA_DIR: "",
    AUTO_MIGRATE: "false",
    WEB_CONCURRENCY: "",
    SMTP_URL: "",
    MAIL_FROM: "",
    DEFAULT_LANGUAGE: "",
    HOST: "",
    PORT: "",
    TRUSTED_PROXY_HOPS: "1",
    TRUSTED_PROXIES: "",
    METRICS_PORT: "",
    COOKIE_PREFIX: "",
    METRICS_HOST: "",
    API_TOKEN_PER_MINUTE: "",
    CORS_ORIGINS: "",
    SESSION_IDLE_MINUTES: "",
    SESSION_ABSOLUTE_HOURS: "",
    REMEMBER_IDLE_DAYS: "",
    REMEMBER_ABSOLUTE_DAYS: "",
    PASSWORD_MIN_LENGTH: "",
    SIGN_UP: "",
    REQUIRE_SECOND_FACTOR: "",
    TRUSTED_BROWSER_DAYS: "30",
    // So that what it brings is walked by the tests of every page and route.
    EMAIL_SIGN_IN: "true",
    // The cheapest bcrypt there is: tests prove what is hashed, not how slowly.
    PASSWORD_COST: "4",
    PASSWORD_PEPPER: "only-for-tests-27b9e4d06a1f58c3e5d2",
    PASSWORD_PEPPER_PREVIOUS: "",
    PASSWORD_THREADS: "",
    MAIL_RETENTION_DAYS: "",
    UNCONFIRMED_DAYS: "",
    EVENT_RETENTION_DAYS: "",
    LOG_LEVEL: "silent",
    LOG_ADDRESSES: "",
    ...overrides,
  };
}
