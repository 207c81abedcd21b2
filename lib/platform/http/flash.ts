import type { ServerResponse } from "node:http";
import type { FieldError } from "@/lib/platform/core/problem";
import { open, seal } from "@/lib/platform/crypto/sealed";
import type { Notice } from "@/lib/platform/texts/keys";
import { t } from "@/lib/platform/texts/t";
import { type CookieRequest, clearCookie, cookieName, setCookie } from "./cookies";

/** What a form post leaves for the page it returns to. Read once. */
export type Flash = {
  /** The path of the page it is meant for. */
  page: string;
  /** Which form it is from, such as `PATCH /api/me` or, of several there, `PATCH /api/me#name`. */
  form?: string;
  /** Good news, shown as a notice: its name among the catalogue's `notices`. */
  notice?: Notice;
  /** What went wrong with the form as a whole. */
  message?: string;
  errors?: FieldError[];
  /** What was sent, without passwords. A mailed token may be among it: the cookie is sealed. */
  values?: Record<string, string>;
};

const COOKIE = cookieName("flash");
const PURPOSE = "flash";
const MAX_AGE = 120;
/** What proves who somebody is: a password, a code of an app or a mail. */
const SECRET_FIELDS = /password|code|credential|secret/i;
const VALUE_LIMIT = 320;
const SIZE_LIMIT = 2_400;

/** Seals the flash into a cookie: typed e-mail addresses stay out of URLs and logs. */
export async function setFlash(res: ServerResponse, flash: Flash): Promise<void> {
  setCookie(res, COOKIE, await sealedFlash(flash), { maxAge: MAX_AGE });
}

const sealedFlash = (flash: Flash) => seal(PURPOSE, withinLimit(flash), MAX_AGE);

/**
 * What fits into a cookie. One over 4 kB is dropped by browsers: rather tell what is wrong than
 * keep what was typed.
 */
export function withinLimit<F extends Flash>(flash: F): F {
  const fits = Buffer.byteLength(JSON.stringify(flash)) <= SIZE_LIMIT;
  return fits ? flash : { ...flash, values: {} };
}

/**
 * Leaves a flash for the page a form goes to: in a cookie or, for a browser that keeps none, sealed
 * in the address.
 * @param target the page, with its query; @returns the address to redirect to
 */
export async function leaveFlash(
  res: ServerResponse,
  target: string,
  flash: Omit<Flash, "page">,
  { keepsCookies }: { keepsCookies: boolean },
): Promise<string> {
  const left: Flash = { ...flash, page: pathOf(target) };
  if (keepsCookies) {
    await setFlash(res, left);
    return target;
  }
  return `${target}${target.includes("?") ? "&" : "?"}${PURPOSE}=${await sealedFlash(left)}`;
}

const PREFETCH = /\b(prefetch|prerender|preview)\b/;

/**
 * Whether a browser fetches a page ahead, which its reader may never see: what was left for them
 * would be taken by nobody.
 */
export const isFetchedAhead = ({ headers }: CookieRequest): boolean =>
  ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    PREFETCH.test(String(headers[name])),
  );

/** Whether a flash waits in the browser, for this page or another one. */
export const hasFlash = ({ cookies }: CookieRequest): boolean => Boolean(cookies[COOKIE]);

/** A flash as its page shows it: the notice in words. */
export type TakenFlash = Omit<Flash, "notice"> & { notice?: string };

/**
 * Takes the flash that was left for a page; it is cleared with this response.
 * @param address what stands in the page's address in place of the cookie. It counts only where no
 * cookie came at all: else a link could show what somebody else typed.
 * @returns the flash meant for `page`, if any, in the language of the reader
 */
export async function takeFlash(
  req: CookieRequest,
  res: ServerResponse,
  page: string,
  address?: unknown,
): Promise<TakenFlash | null> {
  const sealed = req.cookies[COOKIE];
  const inAddress = !req.headers.cookie && typeof address === "string" ? address : null;
  const left = sealed ?? inAddress;
  if (!left) return null;
  const flash = await open<Flash>(PURPOSE, left);
  if (flash && flash.page !== page) return null;
  if (sealed) clearCookie(res, COOKIE);
  if (!flash) return null;
  const { notice, ...rest } = flash;
  return notice ? { ...rest, notice: t(`notices.${notice}`) } : rest;
}

/** The path of an address. */
export const pathOf = (address: string) => address.split(/[?#]/, 1)[0] ?? address;

/** The typed values of the named fields that may travel back to the form. */
export function keepTyped(body: unknown, fields: string[]): Record<string, string> {
  const typed = Object.entries(typeof body === "object" && body ? body : {});
  return Object.fromEntries(
    typed.filter(
      (entry): entry is [string, string] =>
        fields.includes(entry[0]) &&
        !SECRET_FIELDS.test(entry[0]) &&
        typeof entry[1] === "string" &&
        entry[1].length <= VALUE_LIMIT,
    ),
  );
}

/**
 * What a page shows in one of its forms: JSON, one message a field. Of a flash that another form of
 * the page left it is empty.
 * @param form the method and the address it is sent to
 */
export function formState(
  flash: TakenFlash | null,
  form: `${"POST" | "PUT" | "PATCH" | "DELETE"} /api/${string}`,
): {
  notice: string | null;
  message: string | null;
  errors: Record<string, string>;
  values: Record<string, string>;
} {
  const own = flash?.form === form ? flash : null;
  const errors = own?.errors?.map(({ field, message }) => [field, message]) ?? [];
  return {
    notice: own?.notice ?? null,
    message: own?.message ?? null,
    errors: Object.fromEntries(errors),
    values: own?.values ?? {},
  };
}

/**
 * The token of a mailed link as it arrived: in the address, or in the form that came back. Given
 * twice, as some programs that rewrite links do, the first one counts. Null when there is none.
 */
export function linkToken(
  query: { token?: string | string[] },
  flash: TakenFlash | null,
): string | null {
  const [sent = flash?.values?.token ?? null] = [query.token ?? []].flat();
  return sent;
}

/** Whether the token that a form sent was refused: then there is nothing to press a button for. */
export const isRefused = (flash: Pick<Flash, "errors"> | null): boolean =>
  flash?.errors?.some(({ field }) => field === "token") ?? false;
