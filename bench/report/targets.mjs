import { floorShares, hashShare, tailGrowth } from "./derived.mjs";

const SHARES = [
  { cell: "api", contender: "latchkey", wanted: 0.8, what: "`/api/me` signed in, SQLite" },
  {
    cell: "api",
    contender: "latchkey-postgres",
    wanted: 0.6,
    what: "`/api/me` signed in, PostgreSQL",
  },
  { cell: "api-anonymous", contender: "latchkey", wanted: 0.95, what: "`/api/me` anonymous" },
  { cell: "dashboard", contender: "latchkey", wanted: 0.85, what: "`/dashboard` signed in" },
];
const CONNECTIONS = [16, 64];

/** Latchkey's targets and what a run measured; only those that the run has figures for. */
export function targets({ throughput = [], signIns = [], machine }) {
  const shares = SHARES.flatMap(({ cell, contender, wanted, what }) =>
    throughput
      .filter((row) => row.cell === cell && row.contender === contender)
      .filter((row) => CONNECTIONS.includes(row.connections))
      .map((row) => ({
        what: `${what}, ${row.connections} connections: share of its floor`,
        wanted,
        values: floorShares(row),
      })),
  );
  const own = signIns.find(({ contender }) => contender === "latchkey");
  if (!own) return shares;
  return [
    ...shares,
    {
      what: "sign-ins, share of cores ÷ one hash",
      wanted: 0.9,
      values: hashShare(own, machine.cores),
    },
    {
      what: "`/api/me` p99 under sign-ins, times its p99 at rest",
      wanted: 3,
      atMost: true,
      values: tailGrowth(own),
    },
  ];
}
