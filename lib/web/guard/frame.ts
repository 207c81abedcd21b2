import type { GetServerSidePropsContext } from "next";
import { anybodyMaySignUp } from "@/lib/features/invitations/who-may-sign-up";
import { isOn } from "@/lib/platform/config/features";
import type { Language } from "@/lib/platform/config/languages";
import type { Role } from "@/lib/platform/config/roles";
import { acceptsHtml } from "@/lib/platform/http/body";
import { keepLanguage, TIME_ZONE_COOKIE } from "@/lib/platform/http/reader";
import { sectionsIn } from "@/lib/platform/texts/catalogue";
import type { Sections } from "@/lib/platform/texts/format/entry";
import type { Section } from "@/lib/platform/texts/keys";
import { currentReader } from "@/lib/platform/texts/reader";
import type { Authentication } from "@/lib/web/session/authenticate";
import { issueCsrfToken } from "@/lib/web/session/csrf";
import type { ClientSession } from "@/lib/web/session/types";

/** What the frame of every page shows of the signed-in user. */
type Viewer = { name: string; email: string; role: Role };

/** The reader's language and zone, so that the browser continues as the server began. */
export type PageReader = {
  language: Language;
  /** The id of the account the page is made for: its forms name it. Null where nobody is signed in. */
  account: string | null;
  /** The user whom an administrator impersonates, and until when (ISO 8601); null where nobody does. */
  acting: { name: string; until: string } | null;
  /** The outcome of the form that led here. */
  outcome: "error" | "done" | null;
  /** The form that was refused or interrupted, and what was typed into it; null where none was. */
  asked: { form: string; values: Record<string, string> } | null;
  /** Why the language could not be switched in the footer. */
  languageRefused: string | null;
  /** IANA name; "UTC" where the reader's zone is unknown. */
  timeZone: string;
  zoneKnown: boolean;
  /** The cookie in which a script reports the browser's zone; null where the account has set one. */
  zoneCookie: string | null;
  /** Whether anybody can create an account, so that the page offers it. */
  signUp: boolean;
  /** Whether the page is notified of what happens to its session and its account. */
  live: boolean;
  /** Milliseconds since 1970, by the server's clock. */
  now: number;
  /** The sections of the catalogue that the page declares, in the reader's language. */
  texts: Sections;
};

/** What every page gets in addition to its own props. */
export type FrameProps = {
  viewer: Viewer | null;
  /** For next-auth's SessionProvider, on a page that has one: the browser need not ask. */
  session: ClientSession | null;
  reader: PageReader;
  /**
   * The hidden field of every form of the page. Only a request that asks for a page, as browsers do, gets
   * its cookie; clients that accept anything do not.
   */
  csrfToken: string | null;
  /** Shown in place of the page. */
  problem?: { status: number; title: string; detail: string };
};

/** Sections that every page needs: for its frame, and for forms such as the frame's own. */
export const LAYOUT_TEXTS: readonly Section[] = ["layout", "product", "form"];

/** The same for an impersonating administrator. */
export const ACTING_TEXTS: readonly Section[] = ["actingBanner"];

/**
 * What every page gets, and the headers that name its language.
 * @param texts the sections of the catalogue that the page declares
 */
export function frameOf(
  authentication: Authentication,
  { req, res }: GetServerSidePropsContext,
  texts: readonly Section[],
): FrameProps {
  const { language, timeZone } = currentReader();
  const user = authentication.state === "signed-in" ? authentication.user : null;
  const acting = authentication.state === "signed-in" && authentication.session.impersonator;
  // The account's own choice does not matter in the browser of an impersonating administrator.
  const own = acting ? null : user;
  const reader: PageReader = {
    language,
    account: user?.id ?? null,
    acting: acting ? { name: user?.name ?? "", until: authentication.session.expires } : null,
    outcome: null,
    asked: null,
    languageRefused: null,
    timeZone: timeZone ?? "UTC",
    zoneKnown: timeZone !== null,
    zoneCookie: own?.timeZone ? null : TIME_ZONE_COOKIE,
    signUp: anybodyMaySignUp(),
    live: user !== null && isOn(["livePages"]),
    now: Date.now(),
    texts: sectionsIn(language, [...LAYOUT_TEXTS, ...(acting ? ACTING_TEXTS : []), ...texts]),
  };
  res.setHeader("Content-Language", language);
  res.appendHeader("Vary", "Accept-Language, Cookie");
  // The browser learns what the account has chosen, for the pages before the next sign-in.
  if (own?.language) keepLanguage(req, res, own.language);
  const sendsForms = user !== null || acceptsHtml(req);
  return {
    ...signedIn(authentication),
    reader,
    csrfToken: sendsForms ? issueCsrfToken(req, res) : null,
  };
}

function signedIn(authentication: Authentication): Pick<FrameProps, "viewer" | "session"> {
  if (authentication.state !== "signed-in") return { viewer: null, session: null };
  const { user, session } = authentication;
  const { name, email, role } = user;
  return { viewer: { name, email, role }, session: { user, session, expires: session.expires } };
}
