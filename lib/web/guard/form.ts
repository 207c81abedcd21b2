import type { NextApiRequest, NextApiResponse } from "next";
import type { Problem } from "@/lib/platform/core/problem";
import { keepTyped, setFlash } from "@/lib/platform/http/flash";
import { redirectTo, setHeaders } from "@/lib/platform/http/send";
import { reauthenticatePath, signInPath } from "@/lib/web/session/redirects";
import { type Called, isForm } from "./called";
import type { FormPages } from "./method";
import { OTHER_ACCOUNT_PAGE } from "./other-account";

/** A form that was posted: where the browser goes next, and what a wrong one is filled in with. */
export type PostedForm = FormPages & {
  /** Which form of its page: the method and the address it was sent to. */
  id: string;
  /** What was typed, without passwords. */
  values: Record<string, string>;
};

/** The form of the method that was called; null where no HTML form was posted, or it has none. */
export function postedForm(
  req: NextApiRequest,
  { name, method: { form, body }, sent }: Called,
): PostedForm | null {
  if (!form || !isForm(req)) return null;
  const fill = (path: string) =>
    path.replace(/\[(\w+)\]/g, (_, param: string) => encodeURIComponent(String(req.query[param])));
  const fields = [body, form.fields].flatMap((schema) => Object.keys(schema?.shape ?? {}));
  return {
    ...form,
    page: fill(form.page),
    done: fill(form.done),
    id: `${name} ${pathOf(req.url ?? "")}`,
    values: keepTyped(sent, fields),
  };
}

/** Sends the browser on to where all is well. @param done the page, if not the form's own */
export async function succeed(
  res: NextApiResponse,
  form: PostedForm,
  done = form.done,
): Promise<void> {
  if (form.notice) await setFlash(res, { page: pathOf(done), notice: form.notice });
  redirectTo(res, done);
}

/** Sends the browser back to the form, with what went wrong. */
export async function sendBack(
  res: NextApiResponse,
  { page, id, values }: PostedForm,
  problem: Problem,
): Promise<void> {
  // Without what was typed: it is somebody else's.
  if (problem.code === "other_account") return redirectTo(res, OTHER_ACCOUNT_PAGE);
  if (problem.code === "unauthenticated") return redirectTo(res, signInPath(page));
  if (problem.code === "reauthentication_required")
    return redirectTo(res, reauthenticatePath(page));
  const { errors, detail } = problem;
  await setFlash(res, { page, form: id, errors, values, message: detail });
  setHeaders(res, problem);
  redirectTo(res, page);
}

const pathOf = (address: string) => address.split(/[?#]/, 1)[0] ?? address;
