import type { ServerResponse } from "node:http";
import type { FieldError } from "@/lib/platform/core/problem";
import { foreignKeyId } from "@/lib/platform/crypto/key";
import { open, seal } from "@/lib/platform/crypto/sealed";
import type { Notice } from "@/lib/platform/texts/keys";
import { t } from "@/lib/platform/texts/t";
import { type CookieRequest, clearCookie, cookieName, setCookie } from "./cookies";

/** A form post's message for the page it returns to. Read once. */
export type Flash = {
  /** The path of the page it is for. */
  page: string;
  /** The form it is from, such as `PATCH /api/me` or, if there are several, `PATCH /api/me#name`. */
  form?: string;
  /** The success message: its name among the catalogue's `notices`. */
  notice?: Notice;
  /** The error of the form as a whole. */
  message?: string;
  errors?: FieldError[];
  /** The input, without passwords. A mailed token may be in it: the cookie is sealed. */
  values?: Record<string, string>;
};

const COOKIE = cookieName("flash");
const PURPOSE = "flash";
const MAX_AGE = 120;
/** Credentials: a password, a code of an app or a mail. */
const SECRET_FIELDS = /password|code|credential|secret/i;
const VALUE_LIMIT = 320;
const SIZE_LIMIT = 2_400;

/** Seals the flash into a cookie: typed e-mail addresses stay out of URLs and logs. */
export async function setFlash(res: ServerResponse, flash: Flash): Promise<void> {
  setCookie(res, COOKIE, await sealedFlash(flash), { maxAge: MAX_AGE });
}

const sealedFlash = (flash: Flash) => seal(PURPOSE, withinLimit(flash), MAX_AGE);

/**
 * What fits in a cookie. Browsers drop one over 4 kB: reporting the errors matters more than keeping the
 * input.
 */
export function withinLimit<F extends Flash>(flash: F): F {
  const fits = Buffer.byteLength(JSON.stringify(flash)) <= SIZE_LIMIT;
  return fits ? flash : { ...flash, values: {} };
}

/**
 * Leaves a flash for the page that a form leads to: in a cookie or, for a browser without cookies, sealed
 * in the URL.
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

/** The address of a page without the flash that it may have come with. @param target a path and a query */
export const withoutFlash = (target: string): string =>
  target.replace(/([?&])flash=[^&#]*&?/, "$1").replace(/[?&](?=#|$)/, "");

const PREFETCH = /\b(prefetch|prerender|preview)\b/;

/**
 * Whether a browser prefetches a page, which its reader may never see: the flash would be used up unseen.
 */
export const isFetchedAhead = ({ headers }: CookieRequest): boolean =>
  ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    PREFETCH.test(String(headers[name])),
  );

/** Whether a flash is waiting in the browser, for this page or another one. */
export const hasFlash = ({ cookies }: CookieRequest): boolean => Boolean(cookies[COOKIE]);

/** A flash as its page shows it: the notice in words. */
export type TakenFlash = Omit<Flash, "notice"> & { notice?: string };

/**
 * Takes the flash that was left for a page; it is cleared with this response.
 * @param address the flash in the page's URL, in place of the cookie. It counts only without any cookies:
 * otherwise a link could show somebody else's input.
 * @returns the flash meant for `page`, if any, in the reader's language
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
  // What another installation on this host has sealed is left for its own page.
  if (sealed && foreignKeyId(sealed) === null) clearCookie(res, COOKIE);
  if (!flash) return null;
  const { notice, ...rest } = flash;
  return notice ? { ...rest, notice: t(`notices.${notice}`) } : rest;
}

/** The path of an address. */
export const pathOf = (address: string) => address.split(/[?#]/, 1)[0] ?? address;

/** The input of the named fields that may be sent back to the form. */
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
 * What a page shows in one of its forms: JSON, one message per field. It is empty if another form of the
 * page left the flash.
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
 * The token of a mailed link as it arrived: in the URL, or in the form that came back. Of two, as some
 * programs that rewrite links produce, the first one counts. Null when there is none.
 */
export function linkToken(
  query: { token?: string | string[] },
  flash: TakenFlash | null,
): string | null {
  const [sent = flash?.values?.token ?? null] = [query.token ?? []].flat();
  return sent;
}

/** Whether the token that a form sent was refused: then the page shows no button. */
export const isRefused = (flash: Pick<Flash, "errors"> | null): boolean =>
  flash?.errors?.some(({ field }) => field === "token") ?? false;
