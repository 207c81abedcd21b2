import { app } from "@/tests/support/app/app";
import { attack, attackBytes } from "@/tests/support/attack/attack-request";
import { createAccount } from "@/tests/support/people/accounts";
import { signInKeeping } from "@/tests/support/requests/cookies";
import { expectQuietLog } from "@/tests/support/requests/expectations";
import {
  type SlowSocket,
  slowSocket,
  unfinishedBody,
  unfinishedHead,
} from "@/tests/support/requests/slow-socket";

// When slow requests are given up is measured in tests/slow.

const SOCKETS = 500;
const REQUESTS = 40;

afterAll(expectQuietLog);

test("49 five hundred clients that never finish keep nobody waiting", async () => {
  const { cookie } = await signInKeeping(await createAccount());
  const slow: SlowSocket[] = [];
  for (let n = 0; n < SOCKETS; n++) {
    slow.push(await slowSocket(n % 2 ? unfinishedHead() : unfinishedBody()));
  }
  try {
    const waits: number[] = [];
    for (let n = 0; n < REQUESTS; n++) {
      const started = performance.now();
      const { status } = await attack({ path: "/api/me", headers: { Cookie: cookie } });
      waits.push(performance.now() - started);
      expect(status).toBe(200);
    }
    const p95 = waits.sort((a, b) => a - b)[Math.floor(REQUESTS * 0.95) - 1];
    expect(p95).toBeLessThan(1_000);
    // They were there all the time.
    expect(slow.filter((socket) => socket.isOpen())).toHaveLength(SOCKETS);
  } finally {
    for (const socket of slow) socket.destroy();
  }
});

test("49 an idle connection is closed", async () => {
  // Comes back when the server has closed it: nobody asked it to.
  const answers = await attackBytes(
    `GET /api/health/live HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\n\r\n`,
  );
  expect(answers.map(({ status }) => status)).toEqual([200]);
});
