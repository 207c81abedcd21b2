// npm run import -- FILE --from SOURCE: creates an account for each user in another program's file;
// docs/import.md.

import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import type { RoleMap } from "@/lib/features/import/check-person";
import type { SourceName } from "@/lib/features/import/sources";
import { startMeter } from "../move/meter";
import { step } from "../start/tell.mjs";
import { atTerminal } from "./at-terminal";

const usage = (sources: string) => `npm run import -- FILE --from ${sources}
  --dry-run           read and check everything, store nothing
  --mail              mail a link to set a password to everybody who has no way in
  --role THEIRS=OURS  which role a role of theirs is here; may be given several times
  --hash-config FILE  the password hash parameters of a Firebase project
  --report FILE       where to write what became of each row (FILE.report.csv)
`;

async function main(): Promise<void> {
  const { SOURCES } = await import("@/lib/features/import/sources");
  const isSource = (name: string | undefined): name is SourceName =>
    name !== undefined && Object.hasOwn(SOURCES, name);
  const { isRole } = await import("@/lib/platform/config/roles");
  const options = given();
  const { file, from } = options ?? {};
  const pairs = (options?.role ?? []).map((pair) => pair.split("="));
  const roles: RoleMap = Object.fromEntries(pairs);
  if (!options || !file || !isSource(from) || !pairs.every(([, ours]) => isRole(ours))) {
    process.stderr.write(usage(Object.keys(SOURCES).join("|")));
    process.exitCode = 2;
    return;
  }
  const {
    "dry-run": dryRun = false,
    mail = false,
    report: reportFile = `${file}.report.csv`,
  } = options;
  const hashConfig = options["hash-config"];
  const { importPeople } = await import("@/lib/features/import/import");
  const { startReport } = await import("@/lib/features/import/report");
  const size = statSync(file).size;
  const report = await startReport(reportFile);
  const meter = startMeter("bytes", size);
  try {
    await importPeople({
      file,
      from,
      dryRun,
      mail,
      roles,
      ...(hashConfig && { hashConfig: readFileSync(hashConfig, "utf8") }),
      report: (lines) => report.add(lines),
      progress: (bytes) => meter.add(bytes),
    });
  } finally {
    meter.stop();
    await report.close();
    const { created, exists, collides, refused } = report.counts;
    step(
      `${created} ${dryRun ? "would be created" : "created"} (${report.noted} with a note), ${exists} had an account, ${collides} share an address, ${refused} refused`,
    );
    step(`What became of each row: ${reportFile}`);
  }
}

/** @returns null where the command is not understood */
function given() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        from: { type: "string" },
        "dry-run": { type: "boolean" },
        mail: { type: "boolean" },
        role: { type: "string", multiple: true },
        "hash-config": { type: "string" },
        report: { type: "string" },
      },
    });
    const [file, ...more] = positionals;
    return more.length > 0 ? null : { file, ...values };
  } catch {
    return null;
  }
}

void atTerminal(main);
