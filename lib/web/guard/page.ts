import type {
  GetServerSideProps,
  GetServerSidePropsContext,
  GetServerSidePropsResult,
  Redirect,
} from "next";
import type { ZodObject } from "zod";
import { type Feature, isOn } from "@/lib/platform/config/features";
import { Problem, unavailable } from "@/lib/platform/core/problem";
import type { CookieRequest } from "@/lib/platform/http/cookies";
import {
  formState,
  hasFlash,
  isFetchedAhead,
  pathOf,
  type TakenFlash,
  takeFlash,
} from "@/lib/platform/http/flash";
import { hasKeptPost, takeKeptPost } from "@/lib/platform/http/kept-post";
import { withRequest } from "@/lib/platform/http/reader";
import { setHeaders } from "@/lib/platform/http/send";
import { toProblem } from "@/lib/platform/http/to-problem";
import type { Section } from "@/lib/platform/texts/keys";
import { t } from "@/lib/platform/texts/t";
import { type Authentication, authenticate } from "@/lib/web/session/authenticate";
import { issueCsrfToken } from "@/lib/web/session/csrf";
import {
  afterSignIn,
  reauthenticatePath,
  SECURITY_PAGE,
  signInPath,
} from "@/lib/web/session/redirects";
import { type Access, type Caller, decide, findMembershipFor } from "./access";
import { auditDenial } from "./denied-events";
import { type FrameProps, frameOf } from "./frame";
import { parseParams, type Values } from "./input";

/** What a page's loader is given. */
export type PageContext<
  A extends Access,
  S extends ZodObject | undefined = undefined,
> = Caller<A> & {
  /** The parameters of the path, as declared. */
  params: Values<S>;
  /** What a form post left for this page. */
  flash: TakenFlash | null;
  /** Issues the hidden token of the page's forms, for a form that posts to next-auth. */
  csrfToken: () => string;
  query: GetServerSidePropsContext["query"];
  /** For cookies only. */
  req: CookieRequest;
};

type Loaded<P> = { props: P } | { redirect: Redirect } | { notFound: true };

/** The props of a page's component: what its loader returned, and the frame's. */
export type PageProps<Load extends (...context: never[]) => unknown> = FrameProps &
  Extract<Awaited<ReturnType<Load>>, { props: unknown }>["props"];

/** What a page declares. */
type Declaration<A extends Access, S extends ZodObject | undefined> = {
  access: A;
  /** Open to an account that has to set up a second factor first: only what that takes. */
  withoutFactor?: true;
  /** Closed to an impersonating administrator: it asks for what only the owner has. */
  ownerOnly?: true;
  /** The page exists while one of these features is on. */
  features?: readonly Feature[];
  /** The parameters of the path. A value that does not fit is a 404. */
  params?: S;
  /** The sections of the catalogue that its components use, beside the layout's. */
  texts?: readonly Section[];
};

/** A page's getServerSideProps that can be asked what it declares: tests walk all of them. */
export type Page<P> = GetServerSideProps<P & FrameProps> & {
  access: Access;
  texts: readonly Section[];
  features: readonly Feature[] | undefined;
};

/** Gives a page its props. */
type Load<A extends Access, S extends ZodObject | undefined, P> = (
  context: PageContext<A, S>,
) => Promise<Loaded<P>> | Loaded<P>;

/**
 * Makes a page's getServerSideProps. Visitors who may not see the page are sent to sign in and back, or
 * get a 403 page; where the session could not be checked the answer is a 503 page.
 * @param load gives the page's own props; `user` is narrowed by `access`
 */
export function page<
  const A extends Access,
  P extends object,
  S extends ZodObject | undefined = undefined,
>(declaration: Declaration<A, S>, load: Load<A, S, P>): Page<P> {
  const { access, texts = [], features } = declaration;
  const getServerSideProps = (context: GetServerSidePropsContext) =>
    withRequest(context.req, async () => {
      const authentication = await authenticate(context.req, context.res);
      const frame = frameOf(authentication, context, texts);
      try {
        return await answer(declaration, load, authentication, frame, context);
      } catch (error) {
        const problem = toProblem(error);
        await auditDenial(problem, authentication);
        return problemPage<P>(problem, frame, context);
      }
    });
  return Object.assign(getServerSideProps, { access, texts, features });
}

async function answer<A extends Access, P extends object, S extends ZodObject | undefined>(
  { access, withoutFactor, ownerOnly, features, params: schema }: Declaration<A, S>,
  load: Load<A, S, P>,
  authentication: Authentication,
  frame: FrameProps,
  context: GetServerSidePropsContext,
): Promise<GetServerSidePropsResult<P & FrameProps>> {
  const { req, res, query, resolvedUrl } = context;
  if (!isOn(features)) throw new Problem("not_found");
  const membership = await findMembershipFor(access, authentication, context.params?.slug);
  const decision = decide(
    access,
    authentication,
    { withoutFactor, changes: ownerOnly },
    membership,
  );
  if ("refusal" in decision) {
    switch (decision.refusal) {
      case "unauthenticated":
        return temporary(signInPath(resolvedUrl));
      case "reauthentication_required":
        return temporary(reauthenticatePath(resolvedUrl));
      case "second_factor_required":
        return temporary(SECURITY_PAGE);
      case "already_signed_in":
        return temporary(afterSignIn(query.callbackUrl));
      case "forbidden":
        throw new Problem("forbidden", { detail: () => t("details.noAccess") });
      case "not_found":
      case "impersonated":
        throw new Problem(decision.refusal);
      case "unavailable":
        throw unavailable();
    }
  }
  // The browser drops a refused prefetch, and asks again when the page is wanted.
  if (isFetchedAhead(req) && (hasFlash(req) || hasKeptPost(req))) throw unavailable();
  const params = parseParams(schema as S, context.params ?? {});
  const { user } = decision.caller;
  const path = pathOf(resolvedUrl);
  const kept = user && (await takeKeptPost(req, res, path, user.id));
  const flash = (await takeFlash(req, res, path, query.flash)) ?? kept;
  // In the frame, which is there on a problem's page too.
  frame.reader.languageRefused = formState(flash, "POST /api/language").message;
  const csrfToken = () => {
    frame.csrfToken ??= issueCsrfToken(req, res);
    return frame.csrfToken;
  };
  const loaded = await load({ ...decision.caller, flash, csrfToken, params, query, req });
  const reader = { ...frame.reader, outcome: outcomeOf(flash), asked: askedBy(flash) };
  return "props" in loaded ? { props: { ...loaded.props, ...frame, reader } } : loaded;
}

/** The frame without the page's own props: _app shows the problem and never renders the page. */
function problemPage<P>(
  problem: Problem,
  frame: FrameProps,
  { res }: GetServerSidePropsContext,
): GetServerSidePropsResult<P & FrameProps> {
  const { status, title, detail } = problem;
  res.statusCode = status;
  setHeaders(res, problem);
  return { props: { ...frame, problem: { status, title, detail } } as P & FrameProps };
}

function askedBy(flash: TakenFlash | null) {
  if (!flash?.form || outcomeOf(flash) !== "error") return null;
  return { form: flash.form, values: flash.values ?? {} };
}

function outcomeOf(flash: TakenFlash | null): "error" | "done" | null {
  if (flash?.message || flash?.errors?.length) return "error";
  return flash?.notice ? "done" : null;
}

const temporary = (destination: string) => ({
  redirect: { destination, permanent: false } satisfies Redirect,
});
