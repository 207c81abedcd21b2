import { recordEvent } from "@/lib/features/audit/events";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { setActor, withRequestContext } from "@/lib/platform/core/request-context";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { newRequest } from "@/tests/support/requests/messages";

/* What operators are told of security events without asking the database. */

const ADDRESS = "192.0.2.7";
const subjectId = "somebody";

beforeEach(() => {
  jest.spyOn(log, "info");
});

afterEach(() => {
  jest.restoreAllMocks();
});

const told = () => jest.mocked(log.info).mock.calls.filter(([, text]) => text === "security event");

/** As part of a request by somebody who is signed in. */
const asked = <T>(work: () => T): T =>
  withRequestContext(newRequest({ headers: { "x-forwarded-for": ADDRESS } }), () => {
    setActor("the actor");
    return work();
  });

test("a line says what happened and how it ended, but not who it was [V16.2.5 V16.3.1]", async () => {
  await asked(() => recordEvent("authn_login_fail", { subjectId }));
  await asked(() => recordEvent("user_updated:name", { subjectId }));
  expect(told().map(([line]) => line)).toEqual([
    { event: "authn_login_fail", outcome: "failure" },
    { event: "user_updated:name", outcome: "success" },
  ]);
});

test("with LOG_ADDRESSES it also says from where, whose account, and by whom", async () => {
  jest.replaceProperty(env, "LOG_ADDRESSES", true);
  await asked(() => recordEvent("authn_login_fail", { subjectId }));
  expect(told()[0]?.[0]).toEqual({
    event: "authn_login_fail",
    outcome: "failure",
    subjectId,
    actorId: "the actor",
    ipAddress: ADDRESS,
  });
});

test("the line is written after the event is stored, and not if it was rolled back", async () => {
  await transaction(async (tx) => {
    await recordEvent("session_logout", { subjectId, on: tx });
    expect(told()).toEqual([]);
  });
  expect(told()).toHaveLength(1);
  const undone = transaction(async (tx) => {
    await recordEvent("user_deleted", { subjectId, on: tx });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(told()).toHaveLength(1);
  expect(await db.securityEvent.count({ where: { subjectId, type: "user_deleted" } })).toBe(0);
});

test("two events of one transaction are two lines", async () => {
  await transaction(async (tx) => {
    await recordEvent("session_logout", { subjectId, on: tx });
    await recordEvent("session_logout", { subjectId, on: tx });
  });
  expect(told()).toHaveLength(2);
});

test("a denial has one line, at the place where it is refused", async () => {
  await recordEvent("excess_rate_limit_exceeded", { subjectId });
  expect(told()).toEqual([]);
});
