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

/** What the frame of every page shows of the signed-in person. */
type Viewer = { name: string; email: string; role: Role };

/** For whom the page is written, so that the browser goes on as the server began. */
export type PageReader = {
  language: Language;
  /** The id of the account the page is made for: its forms name it. Null where nobody is signed in. */
  account: string | null;
  /** For whom an administrator acts, and until when (ISO 8601); null where nobody does. */
  acting: { name: string; until: string } | null;
  /** What became of the form that led here. */
  outcome: "error" | "done" | null;
  /** IANA name; "UTC" where nobody has told the reader's. */
  timeZone: string;
  zoneKnown: boolean;
  /** The cookie to which a script tells the browser's zone; null where the account has set one. */
  zoneCookie: string | null;
  /** Whether anybody can make an account, so that the page offers it. */
  signUp: boolean;
  /** Whether the page is told what happens to its session and its account. */
  live: boolean;
  /** Milliseconds since 1970, by the server's clock. */
  now: number;
  /** The sections of the catalogue that the page declares, in the reader's language. */
  texts: Sections;
};

/** What every page gets beside its own props. */
export type FrameProps = {
  viewer: Viewer | null;
  /** For next-auth's SessionProvider, on a page that has one: the browser need not ask. */
  session: ClientSession | null;
  reader: PageReader;
  /**
   * The hidden field of every form of the page, for whoever may send one: who asks for a page, as
   * browsers do. Clients that take anything get no cookie.
   */
  csrfToken: string | null;
  /** Shown in place of the page. */
  problem?: { status: number; title: string; detail: string };
};

/** Sections that every page needs: for its frame, and for forms such as the frame's own. */
export const LAYOUT_TEXTS: readonly Section[] = ["layout", "product", "form"];

/** The same, where an administrator acts for somebody. */
export const ACTING_TEXTS: readonly Section[] = ["actingBanner"];

/**
 * What every page gets, and the headers that say in which language it is.
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
  // What an account has chosen is nothing to the browser of an administrator who acts for its owner.
  const own = acting ? null : user;
  const reader: PageReader = {
    language,
    account: user?.id ?? null,
    acting: acting ? { name: user?.name ?? "", until: authentication.session.expires } : null,
    outcome: null,
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
