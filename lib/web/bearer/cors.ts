import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/platform/config/env";
import type { Feature } from "@/lib/platform/config/features";
import { isOn } from "@/lib/platform/config/features";
import { ACCOUNT_HEADER } from "@/lib/platform/http/form-fields";
import { sendNoContent } from "@/lib/platform/http/send";

/*
 * Which other origins' pages may call the API with a token: those in CORS_ORIGINS, none by default. Never
 * with credentials: our cookies open nothing to another origin. Source: Fetch, 3.2.
 */

/** What a method declares about CORS. */
type Declared = Partial<Record<string, { token?: unknown; features?: readonly Feature[] }>>;

const PREFLIGHT_S = 600;

/** The origin of the calling page, if it is an allowed one; null otherwise. */
function allowedOrigin({ headers }: IncomingMessage): string | null {
  const { origin } = headers;
  return origin !== undefined && env.CORS_ORIGINS.includes(origin) ? origin : null;
}

/**
 * Answers a preflight request: may a page of another origin send a request with a token to a method that
 * accepts one?
 * @param methods of the address
 * @returns false if this is no preflight, or it is refused: then the request is answered like any other
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

/** Lets a page of an allowed origin read the answer to its request with a token. */
export function shareAnswer(req: IncomingMessage, res: ServerResponse): void {
  if (env.CORS_ORIGINS.length === 0) return;
  res.appendHeader("Vary", "Origin");
  const origin = allowedOrigin(req);
  if (!origin) return;
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate, X-Request-Id");
}
