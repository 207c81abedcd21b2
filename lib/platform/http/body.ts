import type { IncomingMessage } from "node:http";
import contentType from "content-type";
import Negotiator from "negotiator";
import getRawBody from "raw-body";
import { Problem } from "@/lib/platform/core/problem";
import { t } from "@/lib/platform/texts/t";

const LIMIT = 64 * 1024;
const HTML_TYPE = "text/html";
const JSON_TYPE = "application/json";
export const FORM_TYPE = "application/x-www-form-urlencoded";

/** The media type of the request, without parameters; "" when there is none. */
export function mediaType(req: IncomingMessage): string {
  try {
    return contentType.parse(req).type;
  } catch {
    return "";
  }
}

/** Whether an HTML form was posted. */
export const isHtmlForm = (req: IncomingMessage): boolean =>
  req.method === "POST" && mediaType(req) === FORM_TYPE;

/** Whether a page is what the client prefers: a browser that navigates. curl accepts any type. */
export const acceptsHtml = ({ headers }: IncomingMessage): boolean =>
  new Negotiator({ headers }).mediaType(["application/problem+json", HTML_TYPE]) === HTML_TYPE;

/** Whether the request announces a body at all (RFC 9112, section 6). */
function hasBody(req: IncomingMessage): boolean {
  return (
    req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"]) > 0
  );
}

/**
 * Reads a JSON or form body of at most 64 kB.
 * A form field sent twice becomes an array, so that a schema expecting a string refuses it.
 * @returns the parsed value; an empty object when there is no body.
 * @throws Problem body_too_large, unsupported_media_type or malformed_body.
 */
export async function readBody(
  req: IncomingMessage,
  accept: { form: boolean },
): Promise<Record<string, unknown>> {
  if (!hasBody(req)) return {};
  const type = mediaType(req);
  if (type !== JSON_TYPE && !(accept.form && type === FORM_TYPE)) {
    const either = { one: JSON_TYPE, other: FORM_TYPE };
    const types = () => (accept.form ? t("details.contentTypeOr", either) : JSON_TYPE);
    throw new Problem("unsupported_media_type", {
      detail: () => t("details.contentType", { types: types() }),
    });
  }
  const text = await readText(req);
  return type === FORM_TYPE ? parseForm(text) : parseJson(text);
}

async function readText(req: IncomingMessage): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await getRawBody(req, { length: req.headers["content-length"] ?? null, limit: LIMIT });
  } catch (error) {
    const tooLarge = error instanceof Error && "status" in error && error.status === 413;
    throw new Problem(tooLarge ? "body_too_large" : "malformed_body");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("malformed_body", { detail: () => t("details.notUtf8") });
  }
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem("malformed_body", { detail: () => t("details.notJson") });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Problem("malformed_body", { detail: () => t("details.notAnObject") });
  }
  return value as Record<string, unknown>;
}

/** In one pass: `getAll` looks at every field for each name, which 64 kB of names make slow. */
function parseForm(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else if (typeof before === "string") fields.set(name, [before, value]);
    else before.push(value);
  }
  return Object.fromEntries(fields);
}
