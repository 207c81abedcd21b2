import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Problem } from "@/lib/platform/core/problem";
import { problemDocument } from "@/lib/platform/core/problem-document";
import { acceptsHtml, isHtmlForm } from "./body";

/** Answers with JSON. No cache may keep what an API says about somebody. */
export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  send(res, status, "application/json; charset=utf-8", body);
}

/** Answers 204: done, and nothing to say. */
export function sendNoContent(res: ServerResponse): void {
  res.statusCode = 204;
  forbidCaching(res);
  res.end();
}

/** A file for the browser to save, its text in pieces so that a long one need not fit in memory. */
export type Download = {
  name: string;
  type: string;
  text: Iterable<string> | AsyncIterable<string>;
};

/**
 * Answers with a file. If its text ends in an error, the connection is cut: a partial file must not look
 * complete.
 */
export async function sendFile(res: ServerResponse, { name, type, text }: Download): Promise<void> {
  res.statusCode = 200;
  res.setHeader("Content-Type", `${type}; charset=utf-8`);
  res.setHeader("Content-Disposition", `attachment; filename="${name}"`);
  forbidCaching(res);
  await pipeline(Readable.from(text), res);
}

/**
 * Answers with a problem: a browser that posted a form gets a page, any other client
 * `application/problem+json` (RFC 9457).
 */
export function sendProblem(req: IncomingMessage, res: ServerResponse, problem: Problem): void {
  setHeaders(res, problem);
  if (isHtmlForm(req) && acceptsHtml(req))
    sendText(res, problem.status, "text/html; charset=utf-8", problemDocument(problem));
  else send(res, problem.status, "application/problem+json; charset=utf-8", problem);
}

/** Sets the headers that a problem requires (Retry-After, Allow), whatever the answer looks like. */
export function setHeaders(res: ServerResponse, problem: Problem): void {
  for (const [name, value] of Object.entries(problem.headers())) res.setHeader(name, value);
}

/** Answers with a page that Next does not render. */
export function sendPage(res: ServerResponse, status: number, html: string): void {
  sendText(res, status, "text/html; charset=utf-8", html);
}

/** Sends the browser on, with GET. */
export function redirectTo(res: ServerResponse, location: string): void {
  res.statusCode = 303;
  res.setHeader("Location", location);
  forbidCaching(res);
  res.end();
}

function send(res: ServerResponse, status: number, type: string, body: unknown): void {
  sendText(res, status, type, JSON.stringify(body));
}

function sendText(res: ServerResponse, status: number, type: string, text: string): void {
  res.statusCode = status;
  res.setHeader("Content-Type", type);
  res.setHeader("Content-Length", Buffer.byteLength(text));
  forbidCaching(res);
  res.end(text);
}

function forbidCaching(res: ServerResponse): void {
  res.setHeader("Cache-Control", "private, no-store");
}
