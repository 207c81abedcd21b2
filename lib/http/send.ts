import type { ServerResponse } from "node:http";
import { isDatabaseUnavailable } from "@/lib/db/errors";
import { log } from "@/lib/log";
import { Problem, unavailable } from "./problem";

/** Answers with JSON. Nothing an API says about somebody may be kept by a cache. */
export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  send(res, status, "application/json; charset=utf-8", body);
}

/** Answers 204: done, and nothing to say. */
export function sendNoContent(res: ServerResponse): void {
  res.statusCode = 204;
  res.setHeader("Cache-Control", "private, no-store");
  res.end();
}

/** Answers with `application/problem+json` (RFC 9457). */
export function sendProblem(res: ServerResponse, problem: Problem): void {
  for (const [name, value] of Object.entries(problem.headers())) res.setHeader(name, value);
  send(res, problem.status, "application/problem+json; charset=utf-8", problem);
}

/** Sends the browser on, with GET. @param location a path on this site */
export function redirectTo(res: ServerResponse, location: string): void {
  res.statusCode = 303;
  res.setHeader("Location", location);
  res.setHeader("Cache-Control", "private, no-store");
  res.end();
}

/**
 * What a thrown value means to the caller. Only a Problem speaks to them; the rest is logged and
 * stays here.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  log.error({ err: error }, "request failed");
  return isDatabaseUnavailable(error) ? unavailable() : new Problem("internal");
}

function send(res: ServerResponse, status: number, type: string, body: unknown): void {
  const text = JSON.stringify(body);
  res.statusCode = status;
  res.setHeader("Content-Type", type);
  res.setHeader("Content-Length", Buffer.byteLength(text));
  res.setHeader("Cache-Control", "private, no-store");
  res.end(text);
}
