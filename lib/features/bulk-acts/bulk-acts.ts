import { z } from "zod";
import {
  applyChange,
  endAllSessions,
  removePassword,
  withLockedUser,
} from "@/lib/features/admin/user-actions";
import type { AskingSession } from "@/lib/features/caller/caller";
import { ROLES } from "@/lib/platform/config/roles";
import { Problem, type ProblemCode } from "@/lib/platform/core/problem";
import type { User } from "@/lib/platform/db/tables/users";
import type { Connection } from "@/lib/platform/db/transaction";
import { toProblem } from "@/lib/platform/http/to-problem";
import { t } from "@/lib/platform/texts/t";
import { BULK_ACTS, BULK_LIMIT, type BulkAct } from "./acts";

const noAccount = () => t("bulk.noneChosen");
const tooMany = () => t("bulk.tooMany", { limit: BULK_LIMIT });
const idField = z.uuid({ error: noAccount });

export const bulkInput = z
  .object({
    act: z.enum(BULK_ACTS, { error: () => t("bulk.actUnknown") }),
    /** Each account once. A form with one ticked box sends a single value. */
    ids: z.union(
      [
        z.array(idField).min(1, { error: noAccount }).max(BULK_LIMIT, { error: tooMany }),
        idField.transform((only) => [only]),
      ],
      {
        error: ({ input }) =>
          Array.isArray(input) && input.length > BULK_LIMIT ? tooMany() : noAccount(),
      },
    ),
    /** The new role; only for `change-role`. */
    role: z.enum(ROLES, { error: () => t("fields.roleUnknown") }).optional(),
  })
  .refine(({ act, role }) => act !== "change-role" || role !== undefined, {
    path: ["role"],
    error: () => t("fields.roleUnknown"),
  });

export type BulkInput = z.infer<typeof bulkInput>;

/** Why an act is refused for an account, in the codes of the single acts. */
export const REFUSALS = [
  "not_found",
  "forbidden",
  "account_disabled",
  "address_unverified",
  "last_admin",
  "last_owner",
  "unauthenticated",
  "unavailable",
  "internal",
] as const satisfies readonly ProblemCode[];

type Refusal = (typeof REFUSALS)[number];

/** The result for one account. */
const bulkResult = z
  .object({
    id: z.uuid(),
    /** `unchanged`: it was in that state before. */
    outcome: z.enum(["done", "unchanged", "refused"]),
    problem: z.enum(REFUSALS).nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: "BulkResult" });

export type BulkResult = z.infer<typeof bulkResult>;

/** The results for all of them, in the order in which they were sent. */
export const bulkAnswer = z.object({
  done: z.int().min(0),
  unchanged: z.int().min(0),
  refused: z.int().min(0),
  results: z.array(bulkResult),
});

/**
 * Does one act to many accounts, one after the other, each in its own transaction: a refusal for one stops
 * none of the others. Nobody does it to themselves.
 * @throws Problem when nothing can be done at all: unauthenticated; forbidden; unavailable
 */
export async function actOnMany(
  asking: AskingSession,
  { act, ids, role }: BulkInput,
): Promise<z.infer<typeof bulkAnswer>> {
  const results: BulkResult[] = [];
  // After the session has ended or the role is lost, or while the database is down, the rest fails alike, and is not tried.
  let over: Problem | undefined;
  for (const id of new Set(ids)) {
    try {
      if (over) throw over;
      if (id === asking.userId) throw new Problem("forbidden", { detail: () => t("bulk.own") });
      const change = (user: User, tx: Connection) => ACTS[act](user, role, tx);
      const changed = await withLockedUser(asking, id, change);
      results.push({ id, outcome: changed ? "done" : "unchanged", problem: null, detail: null });
    } catch (error) {
      const problem = toProblem(error);
      const code = REFUSALS.find((known) => known === problem.code) ?? "internal";
      // Of anybody else it means that the role is lost.
      const isLost = code === "forbidden" && id !== asking.userId;
      if (isLost || ENDS_ALL.includes(code)) over = problem;
      if (over && results.length === 0) throw over;
      results.push({ id, outcome: "refused", problem: code, detail: problem.detail });
    }
  }
  const count = (outcome: BulkResult["outcome"]) =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    done: count("done"),
    unchanged: count("unchanged"),
    refused: count("refused"),
    results,
  };
}

const ENDS_ALL: readonly Refusal[] = ["unauthenticated", "unavailable", "internal"];

/** Whether anything has changed. */
type Change = (user: User, role: BulkInput["role"], tx: Connection) => Promise<boolean>;

const ACTS: Record<BulkAct, Change> = {
  disable: (user, _role, tx) => switchTo(user, true, tx),
  enable: (user, _role, tx) => switchTo(user, false, tx),
  "sign-out": async (user, _role, tx) => {
    await endAllSessions(user, tx);
    return true;
  },
  "require-password": async (user, _role, tx) => {
    await removePassword(user, tx);
    return true;
  },
  "change-role": async (user, role, tx) => {
    if (!role || role === user.role) return false;
    await applyChange(user, { role }, tx);
    return true;
  },
};

async function switchTo(user: User, disabled: boolean, tx: Connection): Promise<boolean> {
  if ((user.disabledAt !== null) === disabled) return false;
  await applyChange(user, { disabled }, tx);
  return true;
}
