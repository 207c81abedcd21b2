import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/platform/config/env";
import type { Feature } from "@/lib/platform/config/features";
import { isOn } from "@/lib/platform/config/features";
import { ACCOUNT_HEADER } from "@/lib/platform/http/form-fields";
import { sendNoContent } from "@/lib/platform/http/send";

/*
 * Which other origins' pages may call the API by a token: those of CORS_ORIGINS, none by default. Never
 * with credentials: a cookie of ours opens nothing to another origin. Source: Fetch, 3.2.
 */

/** What a method declares of it. */
type Declared = Partial<Record<string, { token?: unknown; features?: readonly Feature[] }>>;

const PREFLIGHT_S = 600;

/** The origin of the page that asks, if it is one of the allowed; null otherwise. */
function allowedOrigin({ headers }: IncomingMessage): string | null {
  const { origin } = headers;
  return origin !== undefined && env.CORS_ORIGINS.includes(origin) ? origin : null;
}

/**
 * Answers a browser that asks whether a page of another origin may send its request: one with a token
 * to a method that takes one.
 * @param methods of the address
 * @returns false where it is no such question, or the answer is no: then it is answered like any other
 */
export function answerPreflight(
  methods: Declared,
  req: IncomingMessage,
  res: ServerResponse,
): boolean {
  if (req.method !== "OPTIONS" || env.CORS_ORIGINS.length === 0 || !isOn(["apiTokens"]))
    return false;
  res.appendHeader("Vary", "Origin");
  const origin = allowedOrigin(req);
  const {
    "access-control-request-method": wanted = "",
    "access-control-request-headers": named = "",
  } = req.headers;
  const withToken = /(?:^|,)\s*authorization\s*(?:,|$)/i.test(named);
  const open = Object.keys(methods).filter((name) => methods[name]?.token !== undefined);
  if (!origin || !withToken || !open.includes(wanted)) return false;
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Allow-Methods", open.join(", "));
  res.setHeader("Access-Control-Allow-Headers", `Authorization, Content-Type, ${ACCOUNT_HEADER}`);
  res.setHeader("Access-Control-Max-Age", PREFLIGHT_S);
  sendNoContent(res);
  return true;
}

/** Lets the page that sent a request with a token read its answer, where its origin is allowed. */
export function shareAnswer(req: IncomingMessage, res: ServerResponse): void {
  if (env.CORS_ORIGINS.length === 0) return;
  res.appendHeader("Vary", "Origin");
  const origin = allowedOrigin(req);
  if (!origin) return;
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate, X-Request-Id");
}
