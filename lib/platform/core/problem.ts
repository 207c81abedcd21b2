import { brand } from "@/lib/platform/config/brand";
import type { Source } from "@/lib/platform/texts/keys";
import { t } from "@/lib/platform/texts/t";

/** Every error the API can answer with, and its status. Its texts are in lib/platform/texts. */
const PROBLEMS = {
  malformed_body: 400,
  unauthenticated: 401,
  sign_in_expired: 401,
  forbidden: 403,
  reauthentication_required: 403,
  not_shown_again: 403,
  second_factor_required: 403,
  insufficient_scope: 403,
  impersonated: 403,
  cross_site: 403,
  link_of_another_account: 403,
  invitation_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  account_disabled: 409,
  address_in_use: 409,
  address_unproved: 409,
  admin_exists: 409,
  address_unverified: 409,
  already_signed_in: 409,
  already_verified: 409,
  second_factor_on: 409,
  second_factor_off: 409,
  too_many_tokens: 409,
  identity_taken: 409,
  last_admin: 409,
  last_way_in: 409,
  last_owner: 409,
  already_member: 409,
  too_many_organisations: 409,
  too_many_invitations: 409,
  other_account: 409,
  passkeys_full: 409,
  link_ended: 409,
  password_changed: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  too_many_requests: 429,
  busy_account: 429,
  busy_network: 429,
  internal: 500,
  provider_failed: 502,
  busy: 503,
  provider_down: 503,
  unavailable: 503,
} as const satisfies Record<keyof Source["problems"], number>;

export type ProblemCode = keyof typeof PROBLEMS;

export type FieldError = { field: string; message: string };

type Extra = {
  /** A sentence about this occurrence, safe to show; built when it is sent. */
  detail?: () => string;
  /** At most one entry a field. */
  errors?: FieldError[];
  /** Seconds after which a retry makes sense. */
  retryAfter?: number;
  /** The methods a 405 lists in Allow. */
  allow?: string[];
  /** The text of WWW-Authenticate: about the credential that came, or the one that is required. */
  challenge?: string;
  /** It is in the audit trail already, or not worth recording. */
  recorded?: true;
};

/**
 * An error meant for the caller. Anything else that is thrown becomes `internal`. Title and detail are in
 * the reader's language as known when they are written: a body is read before the session is.
 */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  readonly errors: FieldError[];
  readonly retryAfter: number | undefined;
  readonly allow: string[] | undefined;
  readonly recorded: boolean;
  readonly #challenge: string | undefined;
  readonly #detail: (() => string) | undefined;

  constructor(
    readonly code: ProblemCode,
    extra: Extra = {},
  ) {
    // Without a stack, which nobody reads: collecting it was 2 % of a 401.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(code);
    Error.stackTraceLimit = stackTraceLimit;
    this.status = PROBLEMS[code];
    this.#detail = extra.detail;
    this.errors = extra.errors ?? [];
    this.retryAfter = extra.retryAfter;
    this.allow = extra.allow;
    this.recorded = extra.recorded ?? false;
    this.#challenge = extra.challenge;
  }

  /** The title of the problem. */
  get title(): string {
    return t(`problemTitles.${this.code}`);
  }

  /** What it means for the caller. */
  get detail(): string {
    return this.#detail?.() ?? t(`problems.${this.code}`);
  }

  /** The response headers that this problem requires. */
  headers(): Record<string, string> {
    return {
      ...(this.retryAfter !== undefined && { "Retry-After": String(this.retryAfter) }),
      ...(this.allow && { Allow: this.allow.join(", ") }),
      ...(this.#challenge && { "WWW-Authenticate": this.#challenge }),
    };
  }

  /** The body as RFC 9457 `application/problem+json`. */
  toJSON() {
    return {
      type: brand.problemType + this.code,
      title: this.title,
      status: this.status,
      detail: this.detail,
      code: this.code,
      ...(this.errors.length > 0 && { errors: this.errors }),
    };
  }
}

/**
 * 429 with the wait in words and in Retry-After.
 * @param retryAfter seconds
 * @param recorded whether it is in the audit trail already
 */
export function tooManyRequests(retryAfter: number, recorded?: true): Problem {
  const detail = () =>
    retryAfter < 120
      ? t("details.waitSeconds", { count: retryAfter })
      : t("details.waitMinutes", { count: Math.ceil(retryAfter / 60) });
  const extra = { detail, retryAfter, ...(recorded && { recorded }) };
  return new Problem("too_many_requests", extra);
}

/** 503: something that we depend on does not answer. Nothing was lost and nobody was signed out. */
export function unavailable(detail?: () => string): Problem {
  return new Problem("unavailable", { retryAfter: 5, ...(detail && { detail }) });
}
