// The guard: µs of CPU a request beside the bare app's, compared with what results/check.json says.
//
//   npm run bench -- --check            fails where a ratio is more than a tenth above the committed one
//   npm run bench -- --check --write    makes the present ratios the committed ones
import { readFileSync } from "node:fs";
import path from "node:path";
import { enter } from "./lib/contest.mjs";
import { median, spread } from "./lib/figures.mjs";
import { LATCHKEY } from "./lib/latchkey.mjs";
import { floor } from "./lib/peers.mjs";
import { writeResult } from "./lib/results.mjs";
import { throughput } from "./measures/throughput.mjs";
import { ratios } from "./report/derived.mjs";

const CELLS = ["empty", "api", "dashboard"];
const SETTINGS = { rounds: 5, seconds: 1, connections: [16], warmUp: 1000 };
/** Accounts that read: as many as there are connections would sign in longer than they are measured. */
const READERS = 4;
const MARGIN = 1.1;
const FILE = path.resolve(import.meta.dirname, "results/check.json");

/** @returns whether all ratios are within the margin */
export async function check({ tell, write }) {
  const [latchkey] = LATCHKEY;
  for (const contender of [floor, latchkey]) {
    tell(`preparing ${contender.title}`);
    await contender.prepare({ reuse: false });
  }
  const below = await enter(floor, null);
  const entrant = await enter(latchkey, below, READERS);
  const rows = await throughput([entrant], CELLS, { ...SETTINGS, tell });
  const measured = Object.fromEntries(
    rows.map((row) => [row.cell, ratios(row.cpuMicros, row.floorCpuMicros)]),
  );
  if (write) {
    writeResult("check", { ratios: measured });
    return true;
  }
  const committed = JSON.parse(readFileSync(FILE, "utf8")).ratios;
  return CELLS.map((cell) => {
    const [now, then] = [median(measured[cell]), median(committed[cell])];
    const good = now <= then * MARGIN;
    console.log(
      `${good ? "ok    " : "slower"} ${cell}: ${now.toFixed(2)} times the bare app's CPU (${spread(measured[cell])}), committed ${then.toFixed(2)}`,
    );
    return good;
  }).every(Boolean);
}
