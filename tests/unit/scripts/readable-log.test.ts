import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { readableLog } from "@/scripts/start/readable-log.mjs";

const REQUEST = { requestId: "7f", method: "GET", path: "/api/me", status: 200, ms: 3.2 };

/** What a developer sees of some output of the app. */
async function seen(output: string): Promise<string> {
  let text = "";
  const terminal = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const log = await readableLog(terminal, false);
  log.end(output);
  await finished(terminal);
  return text;
}

test("a request is one line: what was asked, the answer, the time it took", async () => {
  const line = JSON.stringify({ level: 30, time: 0, ...REQUEST, msg: "request" });
  expect(await seen(`${line}\n`)).toMatch(
    /^\[\d\d:\d\d:\d\d\] INFO: request GET \/api\/me 200 in 3\.2 ms \{"requestId":"7f"\}\n$/,
  );
});

test("a failure keeps its stack", async () => {
  const err = { type: "Error", message: "boom", stack: "Error: boom\n    at run (app.ts:1)" };
  const line = JSON.stringify({ level: 50, time: 0, err, msg: "failed" });
  const text = await seen(`${line}\n`);
  expect(text).toContain("ERROR: failed");
  expect(text).toContain("at run (app.ts:1)");
});

test("other lines pass unchanged", async () => {
  const lines = "  Mail to ada@example.com: Confirm your address\n    http://localhost:3000/link\n";
  expect(await seen(lines)).toBe(lines);
});
