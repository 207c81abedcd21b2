import { z } from "zod";
import { ROLES } from "@/lib/platform/config/roles";
import { DAY_MS } from "@/lib/platform/core/time";
import { fromReplica } from "@/lib/platform/db/replica";
import {
  COUNTED,
  countActive,
  countEvents,
  countFactors,
} from "@/lib/platform/db/tables/people/figures";

const DAYS = 30;

const count = z.int().min(0);

/** What the page of figures shows. Days are in UTC, and the last one is today. */
export const figuresView = z
  .object({
    /** The count from which a figure says "at least". */
    limit: count,
    days: z.array(
      z.object({
        day: z.iso.date(),
        signUps: count,
        signIns: count,
        failed: count,
        blocked: count,
      }),
    ),
    /** People who signed in or used a session in the last day, week and month. */
    active: z.object({ day: count, week: count, month: count }),
    factors: z.array(z.object({ role: z.enum(ROLES), all: count, withFactor: count })),
  })
  .meta({ id: "Figures" });

export type FiguresView = z.infer<typeof figuresView>;

/** Counts the figures for their page. */
export const figures = (now = Date.now()): Promise<FiguresView> => fromReplica(() => countAll(now));

/** One query after the other: nobody waits for a page of numbers. */
async function countAll(now: number): Promise<FiguresView> {
  const today = now - (now % DAY_MS);
  const days: FiguresView["days"] = [];
  for (let n = DAYS - 1; n >= 0; n--) {
    const from = new Date(today - n * DAY_MS);
    const during = (type: string) => countEvents(type, from, new Date(from.getTime() + DAY_MS));
    days.push({
      day: from.toISOString().slice(0, 10),
      signUps: await during("user_created"),
      signIns: await during("authn_login_success"),
      failed: await during("authn_login_fail"),
      blocked: await during("authn_login_lock"),
    });
  }
  const since = (period: number) => countActive(new Date(now - period * DAY_MS));
  const factors: FiguresView["factors"] = [];
  for (const role of ROLES) factors.push({ role, ...(await countFactors(role)) });
  return {
    limit: COUNTED,
    days,
    active: { day: await since(1), week: await since(7), month: await since(DAYS) },
    factors,
  };
}
