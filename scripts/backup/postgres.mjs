import { spawnSync } from "node:child_process";
import { parseDatabaseUrl } from "../../lib/platform/config/database-url.mjs";

/** What `pg_dump` takes from the environment of what a URL may say. */
const PARAMETERS = {
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
};

/**
 * Has `pg_dump` copy the database as it is at one moment, in the form that `pg_restore` takes.
 *
 * @param {string} url DATABASE_URL.
 * @param {string} to a file that is not there yet.
 * @throws Error when there is no `pg_dump`; what went wrong otherwise it has printed itself.
 */
export function backUpPostgres(url, to) {
  const { schema } = parseDatabaseUrl(url);
  const args = ["--format=custom", "--no-owner", "--no-privileges", `--file=${to}`];
  if (schema !== "public") args.push(`--schema=${schema}`);
  const env = { ...process.env, ...connectionOf(url) };
  const { error, status } = spawnSync("pg_dump", args, { env, stdio: "inherit" });
  if (error) {
    throw new Error(
      "pg_dump does not run: it belongs to PostgreSQL's client programs, of the server's version or a newer one",
    );
  }
  if (status !== 0) throw new Error("pg_dump failed");
}

/**
 * Where to connect to, as the environment says it: the arguments of a process can be read by everybody on the
 * machine.
 *
 * @param {string} url
 * @returns {Record<string, string>}
 */
function connectionOf(url) {
  const servers = parseDatabaseUrl(url).servers.map((server) => new URL(server));
  const [first] = servers;
  if (!first) return {};
  const parameters = first.searchParams;
  const hosts = servers.map(({ hostname }) => hostname.replace(/^\[|\]$/g, ""));
  /** @type {Record<string, string | null>} */
  const said = {
    PGHOST: parameters.get("host") ?? hosts.map(decodeURIComponent).join(","),
    PGPORT: parameters.get("port") ?? servers.map(({ port }) => port || "5432").join(","),
    PGUSER: parameters.get("user") ?? decodeURIComponent(first.username),
    PGPASSWORD: parameters.get("password") ?? decodeURIComponent(first.password),
    PGDATABASE: decodeURIComponent(first.pathname.slice(1)),
    PGTARGETSESSIONATTRS: servers.length > 1 ? "read-write" : null,
  };
  for (const [name, variable] of Object.entries(PARAMETERS)) said[variable] = parameters.get(name);
  // The driver's own word for it.
  if (said.PGSSLMODE === "no-verify") said.PGSSLMODE = "require";
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
