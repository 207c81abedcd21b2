import type { NextApiRequest, NextApiResponse } from "next";
import type { ZodObject } from "zod";
import type { Problem } from "@/lib/platform/core/problem";
import { isHtmlForm } from "@/lib/platform/http/body";
import { keepTyped, leaveFlash, pathOf, setFlash, withoutFlash } from "@/lib/platform/http/flash";
import { type KeptPost, keepPost } from "@/lib/platform/http/kept-post";
import { listIn, withList } from "@/lib/platform/http/lists/list-address";
import { redirectTo, setHeaders } from "@/lib/platform/http/send";
import { t } from "@/lib/platform/texts/t";
import { isCookieMissing } from "@/lib/web/session/csrf";
import {
  authPages,
  reauthenticatePath,
  SECURITY_PAGE,
  sameOriginPath,
  signInPath,
} from "@/lib/web/session/redirects";
import type { Onward } from "./answers";
import type { Called } from "./called-method";
import type { FormPages } from "./method";
import { OTHER_ACCOUNT_PAGE } from "./other-account";

/** A posted form: where the browser goes next, and what the form is filled in with if it was wrong. */
export type PostedForm = FormPages & {
  /** Which form of its page: the method, the address it was sent to and, if it has one, its name. */
  id: string;
  /** The page that shows it again after an interruption. */
  asked: string;
  /** The account its page was made for; null where it named none. */
  account: string | null;
  /** What was typed, without passwords. */
  values: Record<string, string>;
  /** The query of the list that its pages keep; empty without one. */
  list: string;
  /** Whether the browser sends back the cookies that the page came with. */
  keepsCookies: boolean;
};

/** The form of the called method; null if no HTML form was posted, or the method has none. */
export function postedForm(
  req: NextApiRequest,
  { name, method: { form, body, params }, sent, account, formName }: Called,
): PostedForm | null {
  if (!form || !isHtmlForm(req)) return null;
  const formId = isName(formName) ? formName : null;
  const parts = { ...req.query, ...stillChosen(req, params, sent), form: formId };
  const list = form.keepsList ? listIn(req.query) : "";
  const fill = (path: string) => {
    const filled = path.replace(/\[(\w+)\]/g, (_, part: keyof typeof parts) =>
      encodeURIComponent(String(parts[part])),
    );
    return withList(filled, list);
  };
  const onPage = (path: string) =>
    form.pageField ? withoutFlash(sameOriginPath(sent[form.pageField], path)) : fill(path);
  const fields = [body, form.fields].flatMap((schema) => Object.keys(schema?.shape ?? {}));
  return {
    ...form,
    page: onPage(form.page),
    done: onPage(form.done),
    asked: onPage(form.ask && formId ? form.ask : form.page),
    id: `${name} ${pathOf(req.url ?? "")}${formId ? `#${formId}` : ""}`,
    account: typeof account === "string" ? account : null,
    list,
    values: keepTyped(withWords(sent, form.several), fields),
    keepsCookies: !isCookieMissing(req, sent.csrfToken),
  };
}

/**
 * What is left of a choice that the form's own address names, such as the accounts of a bulk act: who comes
 * back to the page must not find again what they had left out. Several values are separated by dots.
 */
function stillChosen(
  { query }: NextApiRequest,
  params: ZodObject | undefined,
  sent: Record<string, unknown>,
): Record<string, string> {
  const entries = Object.entries(query).flatMap(([name, given]) => {
    const left = [sent[name] ?? []].flat().join(".");
    // Never more than was given: it becomes a part of an address.
    const fits = left !== "" && left.length <= String(given).length;
    return fits && !(name in (params?.shape ?? {})) ? [[name, left] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The input, each of the named fields as text. */
function withWords(sent: Record<string, unknown>, names: readonly string[] = []) {
  const lists = names.flatMap((name) => {
    const value = sent[name];
    return Array.isArray(value) ? [[name, value.join(" ")] as const] : [];
  });
  return { ...sent, ...Object.fromEntries(lists) };
}

/**
 * Sends the browser on after a success.
 * @param reply `done`: the page, if not the form's own; `body`: the answer whose values it shows; `told`:
 * further values; `signInAs`: what the sign-in form is filled in with, where the page itself shows nothing once
 */
export async function succeed(
  res: NextApiResponse,
  form: PostedForm,
  { done, body, told, signInAs }: Onward & { body: unknown },
): Promise<void> {
  const { id, notice, shows, tells } = form;
  const once = tells && toldOnce(body, tells);
  const typed = shows && keepTyped(form.values, [...shows]);
  const values = typed || once || told ? { ...typed, ...once, ...told } : undefined;
  const flash = { form: id, ...(notice && { notice }), ...(values && { values }) };
  const shown = notice || values;
  const target = done === undefined ? form.done : withList(done, form.list);
  if (!shown && signInAs && form.keepsCookies) {
    await setFlash(res, { page: authPages.signIn, values: { email: signInAs } });
  }
  redirectTo(res, shown ? await leaveFlash(res, target, flash, form) : target);
}

/** The parts of an answer that the page shows; a list is joined by spaces. */
function toldOnce(body: unknown, keys: readonly string[]): Record<string, string> | undefined {
  const entries = Object.entries(typeof body === "object" && body ? body : {});
  const told = entries.filter(([key]) => keys.includes(key));
  if (told.length === 0) return undefined;
  return Object.fromEntries(told.map(([key, value]) => [key, [value].flat().join(" ")]));
}

/** Sends the browser back to the form, with what went wrong. */
export async function sendBack(
  res: NextApiResponse,
  posted: PostedForm,
  problem: Problem,
): Promise<void> {
  const { page, asked, id, values } = posted;
  // Without what was typed: the page now belongs to somebody else.
  if (problem.code === "other_account") return redirectTo(res, OTHER_ACCOUNT_PAGE);
  if (problem.code === "unauthenticated") {
    await keep(res, posted, "signIn");
    const message = t(posted.keepsCookies ? "interrupted.signIn" : "details.cookiesMissing");
    return redirectTo(res, await leaveFlash(res, signInPath(asked), { message }, posted));
  }
  if (problem.code === "reauthentication_required") {
    await keep(res, posted, "proof");
    const proof = { form: "POST /api/me/reauthenticate", message: t("interrupted.proof") };
    return redirectTo(res, await leaveFlash(res, reauthenticatePath(asked), proof, posted));
  }
  if (problem.code === "second_factor_required") {
    await keep(res, posted, "factor");
    const factor = { message: t("interrupted.factor") };
    return redirectTo(res, await leaveFlash(res, SECURITY_PAGE, factor, posted));
  }
  const { errors, detail } = problem;
  setHeaders(res, problem);
  const flash = { form: id, errors, values, message: detail };
  redirectTo(res, await leaveFlash(res, page, flash, posted));
}

/**
 * Keeps what an interrupted form asked for, so that its page shows it again with its button. A form that
 * named no account has nobody to keep it for.
 */
async function keep(
  res: NextApiResponse,
  { asked, id, account, values }: PostedForm,
  by: KeptPost["by"],
): Promise<void> {
  if (account) await keepPost(res, { page: pathOf(asked), form: id, account, values, by });
}

/** Short and plain: it is a part of the flash. */
const isName = (name: unknown): name is string =>
  typeof name === "string" && /^[a-z][a-z-]{0,31}$/.test(name);
