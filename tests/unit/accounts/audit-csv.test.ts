import { csvOf } from "@/lib/accounts/audit-csv";
import type { TrailEntry } from "@/lib/accounts/audit-trail";

const ENTRY: TrailEntry = {
  id: "1",
  createdAt: "2026-01-02T03:04:05.000Z",
  type: "user_created",
  detail: null,
  label: "Account created",
  account: null,
  by: null,
  address: null,
  userAgent: null,
  requestId: null,
};

async function csv(entry: Partial<TrailEntry>): Promise<string> {
  const batches = (async function* () {
    yield [{ ...ENTRY, ...entry }];
  })();
  let text = "";
  for await (const part of csvOf(batches)) text += part;
  return text;
}

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])(
  "a cell that begins like a formula is text: %j",
  async (userAgent) => {
    expect(await csv({ userAgent })).toContain(`'${userAgent}`);
  },
);

test("quotes, commas and line breaks stay inside of their cell", async () => {
  const lines = (await csv({ userAgent: 'a","b\r\n"c' })).trimEnd();
  expect(lines.endsWith(',"a"",""b\r\n""c",')).toBe(true);
});
