import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { appEnvironment } from "@/tests/support/app/environment";
import { START_MS } from "@/tests/support/process/patience";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-backup-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `npm run backup`. @returns its exit code and all it printed */
function backUp(env: Record<string, string>, ...args: string[]) {
  const options = { env: { ...process.env, ...appEnvironment({ DATA_DIR: folder, ...env }) } };
  return new Promise<{ code: unknown; output: string }>((resolve) => {
    execFile(process.execPath, ["scripts/backup.mjs", ...args], options, (error, out, told) =>
      resolve({ code: error?.code ?? 0, output: out + told }),
    );
  });
}

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

describe("of SQLite", () => {
  const source = () => join(folder, "latchkey.db");

  /** A database with so many rows, as the app keeps one. */
  function databaseWith(rows: number): Database.Database {
    const database = new Database(source());
    database.pragma("journal_mode = WAL");
    database.exec("CREATE TABLE one (id INTEGER PRIMARY KEY, filler TEXT)");
    const add = database.prepare("INSERT INTO one (filler) VALUES (?)");
    database.transaction(() => {
      for (let n = 0; n < rows; n++) add.run("x".repeat(1000));
    })();
    return database;
  }

  test(
    "a copy is complete while others write, and readable by its owner only [V14.2.4]",
    async () => {
      const ROWS = 20_000;
      const database = databaseWith(ROWS);
      const add = database.prepare("INSERT INTO one (filler) VALUES ('late')");
      let written = ROWS;
      const writing = setInterval(() => {
        add.run();
        written++;
      }, 1);
      const { code, output } = await backUp({});
      clearInterval(writing);
      database.close();
      expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("Wrote") });
      expect(written).toBeGreaterThan(ROWS + 10);
      const [name = "", ...others] = readdirSync(join(folder, "backups"));
      expect(others).toEqual([]);
      const file = join(folder, "backups", name);
      expect([modeOf(join(folder, "backups")), modeOf(file)]).toEqual(["700", "600"]);
      const copy = new Database(file, { readonly: true });
      const { count } = copy.prepare("SELECT count(*) AS count FROM one").get() as {
        count: number;
      };
      expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
      copy.close();
      expect(count).toBeGreaterThanOrEqual(ROWS);
      expect(count).toBeLessThanOrEqual(written);
    },
    START_MS,
  );

  test("a missing database is reported, and leaves nothing", async () => {
    const { code, output } = await backUp({}, join(folder, "elsewhere"));
    expect(code).toBe(1);
    expect(output).toBe(`Cannot back up: there is no ${source()}\n`);
    expect(readdirSync(join(folder, "elsewhere"))).toEqual([]);
  });
});

describe("of PostgreSQL", () => {
  const URL_ =
    "postgres://ada:p%40ss%2Fword@db.example:6432/accounts?sslmode=verify-full&schema=auth";

  /** What finds out, in a shell, where it is to write to. */
  const FILE = 'for a in "$@"; do case $a in --file=*) f=$(echo "$a" | cut -c 8-);; esac; done';

  /** A pg_dump that writes down how it was called. */
  function fakeProgram(body: string): Record<string, string> {
    const bin = join(folder, "pg_dump");
    writeFileSync(bin, `#!/bin/sh\n${body}\n`);
    chmodSync(bin, 0o755);
    return { PATH: `${folder}:${process.env.PATH}`, DATABASE_URL: URL_ };
  }

  test("pg_dump gets its connection through the environment, where nobody else can read it", async () => {
    const env = fakeProgram(`${FILE}; { echo "$@"; env | grep ^PG | sort; } > "$f"`);
    expect((await backUp(env)).code).toBe(0);
    const [name = ""] = readdirSync(join(folder, "backups"));
    const file = join(folder, "backups", name);
    expect(modeOf(file)).toBe("600");
    const [args = "", ...variables] = readFileSync(file, "utf8").trim().split("\n");
    expect(args).toMatch(/^--format=custom --no-owner --no-privileges --file=\S+ --schema=auth$/);
    expect(variables).toEqual([
      "PGDATABASE=accounts",
      "PGHOST=db.example",
      "PGPASSWORD=p@ss/word",
      "PGPORT=6432",
      "PGSSLMODE=verify-full",
      "PGUSER=ada",
    ]);
  });

  test("a failed backup leaves no partial file", async () => {
    const env = fakeProgram(`${FILE}; echo half > "$f"; exit 1`);
    expect(await backUp(env)).toEqual({ code: 1, output: "Cannot back up: pg_dump failed\n" });
    expect(readdirSync(join(folder, "backups"))).toEqual([]);
  });

  test("of several servers the writable one is used", async () => {
    const env = fakeProgram('echo "$PGHOST $PGPORT $PGTARGETSESSIONATTRS"; exit 1');
    const DATABASE_URL = "postgres://ada@one.example,two.example:6432/accounts";
    const { output } = await backUp({ ...env, DATABASE_URL });
    expect(output).toContain("one.example,two.example 5432,6432 read-write\n");
  });

  test("what is the driver's own word is said as libpq has it", async () => {
    const env = fakeProgram('echo "mode $PGSSLMODE"; exit 1');
    const DATABASE_URL = "postgres://ada@db.example/accounts?sslmode=no-verify";
    expect((await backUp({ ...env, DATABASE_URL })).output).toContain("mode require\n");
  });

  test("a machine without pg_dump is told what is missing", async () => {
    const { code, output } = await backUp({ DATABASE_URL: URL_, PATH: folder });
    expect(code).toBe(1);
    expect(output).toMatch(/^Cannot back up: pg_dump does not run: .*\n$/);
  });
});
