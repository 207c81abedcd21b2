import type { ServerResponse } from "node:http";
import { foreignKeyId } from "@/lib/platform/crypto/key";
import { open, seal } from "@/lib/platform/crypto/sealed";
import { t } from "@/lib/platform/texts/t";
import { type CookieRequest, clearCookie, cookieName, setCookie } from "./cookies";
import { type Flash, type TakenFlash, withinLimit } from "./flash";

/** A post that a sign-in, a proof or the setting up of a second factor interrupted, kept until its page shows it again. */
export type KeptPost = Pick<Flash, "page" | "form" | "values"> & {
  /** Whose page it was: nobody else sees it. */
  account: string;
  /** What interrupted it. */
  by: keyof typeof TOLD;
};

/** What its page says of it. */
const TOLD = {
  signIn: "interrupted.afterSignIn",
  proof: "interrupted.afterProof",
  factor: "interrupted.afterFactor",
} as const;

// Not the flash's cookie: the pages in between have messages of their own.
const COOKIE = cookieName("kept");
const PURPOSE = "kept-post";
/** Time to sign in with everything that may take, a mail included. */
const MAX_AGE = 15 * 60;

/** Keeps a post in the browser, sealed and without passwords, until its page is opened. */
export async function keepPost(res: ServerResponse, post: KeptPost): Promise<void> {
  setCookie(res, COOKIE, await seal(PURPOSE, withinLimit(post), MAX_AGE), { maxAge: MAX_AGE });
}

/** Whether a post is waiting in the browser, for any page. */
export const hasKeptPost = ({ cookies }: CookieRequest): boolean => Boolean(cookies[COOKIE]);

/**
 * @param account the reader of `page`
 * @returns the post that was kept for them, if any; it is cleared with this response, and so is another
 * account's
 */
export async function takeKeptPost(
  req: CookieRequest,
  res: ServerResponse,
  page: string,
  account: string,
): Promise<TakenFlash | null> {
  const sealed = req.cookies[COOKIE];
  // Another installation on this host may have sealed it: its own page shows it.
  if (!sealed || foreignKeyId(sealed) !== null) return null;
  const post = await open<KeptPost>(PURPOSE, sealed);
  if (post?.account === account && post.page !== page) return null;
  clearCookie(res, COOKIE);
  if (post?.account !== account) return null;
  const { by, account: _account, ...form } = post;
  return { ...form, message: t(TOLD[by]) };
}
