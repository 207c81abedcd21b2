import type { NextApiRequest, NextApiResponse } from "next";
import type { ZodObject, ZodType } from "zod";
import type { Scope } from "@/lib/features/api-tokens/scopes";
import type { AskingSession, AskingToken } from "@/lib/features/caller/caller";
import type { Feature } from "@/lib/platform/config/features";
import type { ProblemCode } from "@/lib/platform/core/problem";
import type { Download } from "@/lib/platform/http/send";
import type { EventStream } from "@/lib/platform/http/stream/event-stream";
import type { AccountLimit, NetworkLimit } from "@/lib/platform/rate-limit/limits";
import type { Notice } from "@/lib/platform/texts/keys";
import type { CurrentSession } from "@/lib/web/session/types";
import type { Access, Asking, Caller } from "./access";
import type { Onward } from "./answers";
import type { Values } from "./input";

/**
 * What a status is answered with: JSON that fits a schema, a file to save, a stream of server-sent events
 * whose data fit a schema for each name, or nothing (null).
 */
type Answer = ZodType | { file: FileType } | { events: Readonly<Record<string, ZodType>> } | null;

/** Opens a stream, unless it throws a Problem first. @param begin sends the headers */
type OpenStream = (begin: (onClose: () => void) => EventStream) => void;

/** The media type of a file; if it comes in several formats, all of them. */
type FileType = Download["type"] | readonly Download["type"][];

/** The answers of a method that succeeded, by status. */
export type Answers = Partial<Record<Status, Answer>>;

type Status = 200 | 201 | 202 | 204;

/** What `run` gives back for one of its declared answers. */
type ReplyOf<A extends Answer> =
  A extends ZodType<infer Body>
    ? { body: Body }
    : A extends { file: readonly (infer Type)[] }
      ? { file: Omit<Download, "type"> & { type: Type } }
      : A extends { file: string }
        ? { file: Omit<Download, "type"> }
        : A extends { events: object }
          ? { open: OpenStream }
          : object;

type Reply<R extends Answers> = {
  [S in keyof R]: { status: S } & Onward & ReplyOf<Extract<R[S], Answer>>;
}[keyof R];

/** Where an HTML form leads after the post. `[name]` stands for that parameter of the path. */
export type FormPages = {
  /** The page the form is on, as its file is named: it comes back here when something is wrong. */
  page: string;
  /** The page to show on success, unless `run` names another one. */
  done: string;
  /**
   * The page that asks for confirmation first, if there is one: an interrupted form comes back to it.
   * `[form]` stands for the name of the form.
   */
  ask?: string;
  /** Shown on that page: its name among the catalogue's `notices`. */
  notice?: Notice;
  /** The fields whose values that page shows, such as the address a mail goes to. */
  shows?: readonly string[];
  /** The keys of the answer that the page shows once, because they cannot be read again. */
  tells?: readonly string[];
  /** The fields sent once per choice: the choices come back joined by spaces. */
  several?: readonly string[];
  /**
   * Why it needs cookies: in a browser that keeps none, its page says so. The sentence's name among the
   * catalogue's `details`.
   */
  needsCookies?: "cookiesMissing" | "languageNotKept";
  /** Of a form that every page has: its field that names the page. It comes back there either way. */
  pageField?: string;
  /** Its pages keep the list that the form's own address names; see list-address.ts. */
  keepsList?: true;
  /** What the form has to send in addition to the body, such as a ticked box that confirms. */
  fields?: ZodObject;
};

/** The limits a method can name: per account only where there is one. */
type LimitOf<A extends Access> = A extends "public" | "anonymous"
  ? NetworkLimit
  : NetworkLimit | AccountLimit;

type Optional = ZodObject | undefined;

/** Where a token may call: where a signed-in user may, without a recent proof. */
type ScopeOf<A extends Access> = A extends "public" | "anonymous" | { recent: true }
  ? never
  : Scope;

/**
 * What `run` knows of the caller. Where a token may call there may be no session.
 */
type Calling<A extends Access, T extends Scope | undefined> = [T] extends [Scope]
  ? Omit<Caller<A> & Asking<A>, "session" | "asking"> & {
      session: CurrentSession | null;
      asking: AskingSession | AskingToken;
    }
  : Caller<A> & Asking<A>;

/** Everything about a method: who may call it, what it takes, answers and does. */
type Declaration<
  A extends Access,
  T extends Scope | undefined,
  R extends Answers,
  P extends Optional,
  Q extends Optional,
  B extends Optional,
> = {
  /** One sentence in plain English: what the method does. */
  summary: string;
  access: A;
  /** The scope that lets an API token call it, too. Without one it is closed to tokens. */
  token?: T & ScopeOf<A>;
  /** Open to an account that has to set up a second factor first: only what that takes. */
  withoutFactor?: true;
  /**
   * Open to an impersonating administrator, even though it may change something: by default such a session
   * only reads. What requires recent authentication or a role stays closed to it.
   */
  impersonated?: true;
  /** It is not there (404, or 405 beside other methods) unless one of these features is on. */
  features?: readonly Feature[];
  /** Of a public method: it asks who calls, because it does more for somebody signed in. */
  identify?: true;
  /** A call does not count as a use of the session: a page makes it by itself, and nobody may be there. */
  unattended?: true;
  /** The parameters of the path. A value that does not fit is a 404. */
  params?: P;
  /** The query. What it does not name is dropped. */
  query?: Q;
  /** The body (POST, PUT, PATCH, DELETE). What it does not name is dropped. */
  body?: B;
  response: R;
  /** The problems `run` throws, in addition to those that follow from this declaration. */
  problems?: readonly ProblemCode[];
  /** How often one account or network may call it. */
  limit?: LimitOf<A>;
  /**
   * Given where an HTML form may call this method. A form can only POST: on another method it
   * sends the method's name as `_method`.
   */
  form?: FormPages;
  /** `req` and `res` are for cookies only: the answer is what comes back. */
  run(
    request: Calling<A, T> & {
      params: Values<P>;
      query: Values<Q>;
      body: Values<B>;
      req: NextApiRequest;
      res: NextApiResponse;
    },
  ): Promise<Reply<NoInfer<R>>>;
};

/** A declared method, whatever its types. */
export type Method = {
  summary: string;
  access: Access;
  token?: Scope;
  withoutFactor?: true;
  impersonated?: true;
  features?: readonly Feature[];
  identify?: true;
  unattended?: true;
  params?: Optional;
  query?: Optional;
  body?: Optional;
  response: Answers;
  problems?: readonly ProblemCode[];
  limit?: NetworkLimit | AccountLimit;
  form?: FormPages;
  run(
    request: { user: Caller<Access>["user"]; session: Caller<Access>["session"] } & {
      asking: AskingSession | AskingToken | null;
      params: unknown;
      query: unknown;
      body: unknown;
      req: NextApiRequest;
      res: NextApiResponse;
    },
  ): Promise<AnyReply>;
};

/** What `run` returned: one of the declared answers of its status. */
export type AnyReply = Onward & {
  status: Status;
  body?: unknown;
  file?: Omit<Download, "type"> & { type?: Download["type"] };
  open?: OpenStream;
};

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The methods of an API file. */
export type Methods = Partial<Record<HttpMethod, Method>>;

/**
 * Declares a method. Its types follow from the declaration: `user` is never null where access requires one,
 * `params`, `query` and `body` are what their schemas make of the request, and `run` can answer nothing
 * that `response` does not name.
 */
export function method<
  const A extends Access,
  R extends Answers,
  const T extends Scope | undefined = undefined,
  P extends Optional = undefined,
  Q extends Optional = undefined,
  B extends Optional = undefined,
>(declaration: Declaration<A, T, R, P, Q, B>): Method {
  // The input of `run` was made by its own declaration; see api.ts.
  return declaration as unknown as Method;
}
