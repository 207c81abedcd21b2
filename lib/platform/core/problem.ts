import { brand } from "@/lib/platform/config/brand";

/** Every error the API can answer with: its status, what people call it, and what it tells them. */
const PROBLEMS = {
  malformed_body: [400, "Unreadable request", "The request body could not be read."],
  unauthenticated: [401, "Sign in first", "Sign in first."],
  forbidden: [403, "You may not do this", "You may not do this."],
  reauthentication_required: [403, "Confirm that it is you", "Confirm that it is you first."],
  cross_site: [403, "Request from another site", "The request did not come from this site."],
  not_found: [404, "There is nothing here", "There is nothing here."],
  method_not_allowed: [405, "Method not supported", "This method is not supported here."],
  account_disabled: [409, "The account is disabled", "The account is disabled."],
  admin_exists: [409, "There is an administrator", "There is an administrator already."],
  already_signed_in: [409, "You are signed in", "You are signed in already."],
  already_verified: [409, "The address is verified", "The address is verified already."],
  last_admin: [
    409,
    "The last administrator",
    "This is the last administrator. Make somebody else one first.",
  ],
  password_changed: [
    409,
    "The password was changed",
    "The password was changed just now. Try again.",
  ],
  body_too_large: [413, "Request too large", "The request body is too large."],
  unsupported_media_type: [
    415,
    "Wrong content type",
    "The request body has the wrong content type.",
  ],
  invalid: [422, "Some fields need another look", "Some fields need another look."],
  too_many_requests: [429, "Too many attempts", "Too many attempts."],
  internal: [500, "Something went wrong on our side", "Something went wrong on our side."],
  unavailable: [503, "Not available right now", "The service is not available right now."],
} as const satisfies Record<string, readonly [status: number, title: string, detail: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export type FieldError = { field: string; message: string };

type Extra = {
  /** A sentence about this occurrence, safe to show. */
  detail?: string;
  /** At most one entry a field. */
  errors?: FieldError[];
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  /** The methods a 405 lists in Allow. */
  allow?: string[];
};

/** An error meant for the caller. Anything else that is thrown becomes `internal`. */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[];
  readonly retryAfter: number | undefined;
  readonly allow: string[] | undefined;

  constructor(
    readonly code: ProblemCode,
    extra: Extra = {},
  ) {
    const [status, title, detail] = PROBLEMS[code];
    super(code);
    this.status = status;
    this.title = title;
    this.detail = extra.detail ?? detail;
    this.errors = extra.errors ?? [];
    this.retryAfter = extra.retryAfter;
    this.allow = extra.allow;
  }

  /** The response headers this problem asks for. */
  headers(): Record<string, string> {
    return {
      ...(this.retryAfter !== undefined && { "Retry-After": String(this.retryAfter) }),
      ...(this.allow && { Allow: this.allow.join(", ") }),
    };
  }

  /** The body as RFC 9457 `application/problem+json` wants it. */
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

/** 429 with the wait in words and in Retry-After. @param retryAfter seconds */
export function tooManyRequests(retryAfter: number): Problem {
  const seconds = retryAfter === 1 ? "1 second" : `${retryAfter} seconds`;
  const wait = retryAfter < 120 ? seconds : `${Math.ceil(retryAfter / 60)} minutes`;
  const detail = `Too many attempts. Try again in ${wait}.`;
  return new Problem("too_many_requests", { detail, retryAfter });
}

/** 503: something we depend on does not answer. Nothing was lost and nobody was signed out. */
export function unavailable(detail?: string): Problem {
  return new Problem("unavailable", { retryAfter: 5, ...(detail && { detail }) });
}
