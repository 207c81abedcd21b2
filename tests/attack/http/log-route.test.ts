import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { CROWD_MS } from "@/tests/support/process/patience";
import { expectProblem, expectQuietLog } from "@/tests/support/requests/expectations";

afterAll(expectQuietLog);

const REQUESTS = 1000;

/** What the server says of these requests, or what they would have it say. */
const isOurs = (line: string) => /_log|forged/.test(line);

test(
  "26 a post to next-auth's _log is answered 404, and nothing of it gets into the log [V16.4.1]",
  async () => {
    const forged = JSON.stringify({
      level: "error",
      code: 'forged\r\n{"level":60,"msg":"forged"}',
      message: "forged",
    });
    const before = app.output().length;
    for (let n = 0; n < REQUESTS; n++) {
      const answer = await attack({
        method: "POST",
        path: `/api/auth/_log${n % 2 ? "?" : "/"}${n}%0d%0aforged`,
        headers: { Origin: app.url, "Content-Type": "application/json" },
        chunks: [forged],
      });
      expectProblem(answer, 404, "not_found");
    }
    const added = app.output().slice(before);
    // Whole lines: the last may be half written. What else the server has to say is not this test's.
    const lines = added.slice(0, added.lastIndexOf("\n")).split("\n").filter(isOurs);
    expect(lines.length).toBeGreaterThanOrEqual(REQUESTS - 1);
    for (const line of lines) expect(JSON.parse(line).msg).toBe("request");
    expect(lines.join("").replaceAll("%0d%0aforged", "")).not.toContain("forged");
  },
  CROWD_MS,
);
