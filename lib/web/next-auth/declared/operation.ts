import { z } from "zod";
import type { ProblemCode } from "@/lib/platform/core/problem";

/** One method of an address of next-auth. Everybody may call it. */
export type NextAuthOperation = {
  summary: string;
  /** It does more for somebody signed in. */
  identify?: true;
  body?: z.ZodObject;
  /** It leads a browser on to a page. */
  leads?: true;
  /** A form is answered with a page that leads on to another site. */
  leadsAway?: true;
  /** Another server calls it, by a form: no browser, no origin, no JSON. */
  byServer?: true;
  /** JSON by status; of a refusal, too, out of which next-auth's client reads an address. */
  answers: Partial<Record<200 | ProblemStatus, z.ZodType>>;
  problems: readonly ProblemCode[];
};

type ProblemStatus = 401 | 403 | 429 | 500 | 503;

/** Where next-auth's browser client goes next; a refusal is named by its `error`. */
export const nextAddress = z.object({ url: z.string() }).meta({ id: "NextAddress" });

/** What a form for next-auth sends beside its own fields. */
export const posted = { csrfToken: z.string(), callbackUrl: z.string().optional() };

/** What may be wrong with anything that is posted. */
export const UNSAFE = [
  "malformed_body",
  "cross_site",
  "body_too_large",
  "unsupported_media_type",
] as const;
/** What may go wrong on our side. */
export const FAULTS = ["internal", "unavailable"] as const;

/** A step on the way in is answered with where to go next, whatever it came to. */
export const leadingAnswers = Object.fromEntries(
  [200, 401, 403, 429, 500, 503].map((status) => [status, nextAddress]),
);
