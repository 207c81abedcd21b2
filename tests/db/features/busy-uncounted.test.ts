import { Readable } from "node:stream";
import type { NextApiRequest, NextApiResponse } from "next";
import { withSeat } from "@/lib/features/password/pool";
import { env } from "@/lib/platform/config/env";
import { withRequestContext } from "@/lib/platform/core/request-context";
import signUp from "@/pages/api/account";
import resetPassword from "@/pages/api/account/reset-password";
import { listenToPostgres, statementsOf } from "@/tests/support/database/statements";
import { newEmail } from "@/tests/support/people/accounts";
import { newRequest } from "@/tests/support/requests/messages";

/*
 * 77: a crowd from one network is refused for want of seats. Were each of them counted and given back first,
 * everybody's writes would wait behind theirs.
 */

jest.mock("better-sqlite3", () => {
  const { listeningSqlite } = require("@/tests/support/database/statements");
  return listeningSqlite(jest.requireActual("better-sqlite3"));
});
if (env.postgres) listenToPostgres();

const PASSWORD = "seven lemons on the harbour wall";
const FROM = { remoteAddress: "192.0.2.77" };

/** Takes seats for one network until it has no more. @returns gives them back */
async function fillSeats(): Promise<() => Promise<void>> {
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const seats: Promise<void>[] = [];
  let full = false;
  while (!full) {
    const about = { account: `somebody ${seats.length}`, known: false };
    const seat = withRequestContext(newRequest(FROM), () => withSeat(about, () => left));
    seats.push(seat.catch(() => {}));
    full = await Promise.race([
      seat.then(
        () => false,
        () => true,
      ),
      new Promise<boolean>((resolve) => setImmediate(resolve, false)),
    ]);
  }
  return async () => {
    leave();
    await Promise.all(seats);
  };
}

/** Posts JSON to a handler. @returns the status and body of its answer */
async function post(
  handler: typeof signUp,
  fields: object,
): Promise<{ status: number; text: string }> {
  const body = JSON.stringify(fields);
  const headers = { origin: env.NEXTAUTH_URL, "content-type": "application/json" };
  const request = Object.assign(Readable.from([Buffer.from(body)]), {
    ...{ method: "POST", url: "/api/account", query: {}, cookies: {} },
    headers: { ...headers, "content-length": String(body.length) },
    socket: FROM,
  }) as unknown as NextApiRequest;
  let text = "";
  const response = {
    statusCode: 200,
    closed: true,
    setHeader: () => response,
    getHeader: () => undefined,
    end: (sent: string) => {
      text = sent;
    },
  } as unknown as NextApiResponse;
  await handler(request, response);
  return { status: response.statusCode, text };
}

test.each([
  ["sign-up", signUp, () => ({ name: "Eve", email: newEmail(), password: PASSWORD })],
  ["reset", resetPassword, () => ({ token: "x".repeat(43), password: PASSWORD })],
])(
  "77 a %s that finds no seat writes and reads nothing [V2.4.1]",
  async (_what, handler, fields) => {
    const leave = await fillSeats();
    let answer = { status: 0, text: "" };
    const statements = await statementsOf(async () => {
      answer = await post(handler, fields());
    });
    await leave();
    expect(JSON.parse(answer.text)).toMatchObject({ status: 429, code: "busy_network" });
    expect(statements).toEqual([]);
  },
);
