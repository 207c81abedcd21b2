import { app } from "../../support/app";
import { expectProblem, expectQuietLog } from "../../support/expectations";
import { attack } from "../../support/hostile";

afterAll(expectQuietLog);

test("26 whatever is posted to next-auth's _log is a 404, and nothing of it gets into the log", async () => {
  const forged = JSON.stringify({
    level: "error",
    code: 'forged\r\n{"level":60,"msg":"forged"}',
    message: "forged",
  });
  const before = app.output().length;
  for (let n = 0; n < 200; n++) {
    const answer = await attack({
      method: "POST",
      path: `/api/auth/_log${n % 2 ? "?" : "/"}${n}%0d%0aforged`,
      headers: { Origin: app.url, "Content-Type": "application/json" },
      chunks: [forged],
    });
    expectProblem(answer, 404, "not_found");
  }
  const lines = app.output().slice(before).trimEnd().split("\n");
  for (const line of lines) expect(JSON.parse(line).msg).toBe("request");
  expect(lines.join("").replaceAll("%0d%0aforged", "")).not.toContain("forged");
});
