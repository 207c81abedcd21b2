import { z } from "zod";
import type { HttpMethod } from "@/lib/web/guard/method";
import {
  FAULTS,
  leadingAnswers,
  type NextAuthOperation,
  nextAddress,
  posted,
  UNSAFE,
} from "./operation";

/** The addresses of next-auth that other providers are reached by, and answer at. */
export const providerOperations: Record<string, Partial<Record<HttpMethod, NextAuthOperation>>> = {
  "/api/auth/signin/{provider}": {
    GET: {
      summary: "Begins nothing, and leads to the sign-in page.",
      leads: true,
      answers: { 200: nextAddress },
      problems: ["not_found", ...FAULTS],
    },
    POST: {
      summary:
        "Returns the address of another provider, to sign in, to connect it to the signed-in account, or to authenticate again.",
      identify: true,
      leadsAway: true,
      body: z.object({
        ...posted,
        purpose: z.enum(["sign-in", "connect", "reauthenticate"]).optional(),
        remember: z.literal("on").optional(),
        invitation: z.string().optional(),
        code: z.string().optional(),
      }),
      answers: leadingAnswers,
      problems: [
        ...UNSAFE,
        "not_found",
        "invalid",
        "unauthenticated",
        "reauthentication_required",
        "second_factor_required",
        "other_account",
        "too_many_requests",
        "provider_down",
        "provider_failed",
        ...FAULTS,
      ],
    },
  },
  "/api/auth/callback/{provider}": {
    GET: {
      summary: "Takes the answer of a provider, and leads on.",
      leads: true,
      answers: {},
      problems: ["not_found", "method_not_allowed", ...FAULTS],
    },
    POST: {
      summary: "Takes the answer of a provider that sends it by a form, and leads on.",
      leads: true,
      answers: {},
      problems: [...UNSAFE, "not_found", ...FAULTS],
    },
  },
  "/api/auth/backchannel-logout/{provider}": {
    POST: {
      summary:
        "Takes what a provider's server says about its sessions (OpenID Connect Back-Channel Logout), and ends those that it opened here.",
      byServer: true,
      body: z.object({ logout_token: z.string() }),
      answers: { 200: z.strictObject({}) },
      problems: [
        "not_found",
        "method_not_allowed",
        "malformed_body",
        "body_too_large",
        "unsupported_media_type",
        "too_many_requests",
        "provider_down",
        ...FAULTS,
      ],
    },
  },
};
