/*
 * What DATABASE_URL says. JavaScript, because the scripts that migrate read it too, in plain Node.
 */

const PARTS =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^/?#]*)@)?(?<hosts>[^/?#]*)(?<path>\/[^?#]*)?(?:\?(?<query>[^#]*))?$/;

/** What `pg` understands of a URL's parameters. */
const DRIVERS = new Set([
  ...["user", "password", "host", "port", "ssl", "sslmode", "sslcert", "sslkey", "sslrootcert"],
  ...["sslnegotiation", "uselibpqcompat", "client_encoding", "application_name"],
  ...["fallback_application_name", "options"],
]);
const SSL_MODES = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];
/** How we handle the others. */
const OURS = new Set(["schema", "pgbouncer", "target_session_attrs"]);
/** Parameters of Prisma's own engine, which we do not use, and of other drivers. */
const INSTEAD = new Map([
  ["connection_limit", "set DATABASE_POOL instead"],
  ["currentSchema", "write schema=NAME instead"],
  ["search_path", "write schema=NAME instead"],
]);

const SCHEMA = /^[a-z_][a-z0-9_]*$/;
const SEARCH_PATH = /^-c ?search_path=(?<schema>\S+)$/;

/**
 * @typedef {object} DatabaseUrl
 * @property {string[]} servers one URL a server, for `pg`, in the order to try them.
 * @property {string} place the servers, for messages; no password.
 * @property {string} schema where the tables are.
 * @property {boolean} pgbouncer whether a pooler may give each transaction another connection.
 * @property {boolean} readWrite whether only a server that accepts writes will do.
 */

/**
 * Reads a PostgreSQL URL.
 *
 * @param {string} url
 * @returns {DatabaseUrl}
 * @throws Error with what is wrong, to follow the name of the variable. It never repeats a password.
 */
export function parseDatabaseUrl(url) {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Error("must start with postgres:// (leave it empty for SQLite)");
  }
  const parts = PARTS.exec(url)?.groups;
  const encode = "a password with / @ ? or # must be percent-encoded";
  if (!parts) throw new Error(`is not a URL: ${encode}`);
  const { user, hosts = "", path = "", query = "" } = parts;
  if (/[@]|.\//.test(path)) throw new Error(`is not a URL: ${encode}`);
  // First, because the following might repeat the rest of a password.
  const names = hosts.split(",");
  if (!names.every(isHost) || !isDecodable(user ?? "")) {
    throw new Error(`is not a URL: ${encode}, and a port is a number`);
  }
  const parameters = new URLSearchParams(query);
  checkParameters(parameters);
  const schema = schemaOf(parameters);
  if (names.length > 1 && names.includes("")) throw new Error("names a host that is empty");
  const attributes = parameters.get("target_session_attrs") ?? "any";
  const pgbouncer = flag(parameters, "pgbouncer");
  for (const name of OURS) parameters.delete(name);
  // A pooler takes no options at the start of a connection; there the role has its search_path.
  if (pgbouncer || schema === "public") parameters.delete("options");
  else parameters.set("options", `-csearch_path=${schema}`);
  const rest = parameters.size > 0 ? `?${parameters}` : "";
  return {
    servers: names.map(
      (host) => `postgres://${user === undefined ? "" : `${user}@`}${host}${path || "/"}${rest}`,
    ),
    place: hosts || parameters.get("host") || "the default socket",
    schema,
    pgbouncer,
    // One of several may be a standby, which is never wanted.
    readWrite: attributes !== "any" || names.length > 1,
  };
}

/**
 * Checks that statements without the name of a schema find the tables that those with its name find.
 *
 * @param {string | null} found the `current_schema()` of a connection; null where there is none yet.
 * @param {string} schema where the tables are, or will be.
 * @throws Error with the difference, and what to do about it.
 */
export function checkFoundSchema(found, schema) {
  if (found === schema || (found === null && schema !== "public")) return;
  const begins = found === null ? "names no schema that exists" : `begins with the schema ${found}`;
  const remedy = found === null ? "" : `. To use that one, add ?schema=${found} to DATABASE_URL`;
  throw new Error(`the role's search_path ${begins}, and DATABASE_URL says ${schema}${remedy}`);
}

/** @param {URLSearchParams} parameters */
function checkParameters(parameters) {
  for (const name of parameters.keys()) {
    if (DRIVERS.has(name) || OURS.has(name)) continue;
    throw new Error(`has an unknown parameter, ${name}: ${INSTEAD.get(name) ?? "remove it"}`);
  }
  const sslmode = parameters.get("sslmode");
  if (sslmode !== null && !SSL_MODES.includes(sslmode)) {
    throw new Error(`has an sslmode that is not one of ${SSL_MODES.join(", ")}`);
  }
  const attributes = parameters.get("target_session_attrs");
  if (attributes !== null && !["any", "read-write", "primary"].includes(attributes)) {
    throw new Error("has a target_session_attrs that is not any, read-write or primary");
  }
}

/** @param {URLSearchParams} parameters */
function schemaOf(parameters) {
  const options = parameters.get("options");
  const path = options === null ? null : SEARCH_PATH.exec(options.trim())?.groups?.schema;
  if (options !== null && path === undefined) {
    throw new Error("has options other than -csearch_path=SCHEMA: only that one is understood");
  }
  const schema = parameters.get("schema") ?? path ?? "public";
  if (!SCHEMA.test(schema)) {
    throw new Error("names a schema that is not one plain name in lower case");
  }
  if (path && path !== schema) throw new Error("names two schemas, in schema and in options");
  return schema;
}

/** @param {URLSearchParams} parameters @param {string} name */
function flag(parameters, name) {
  const value = parameters.get(name);
  if (value !== null && value !== "true" && value !== "false") {
    throw new Error(`has a ${name} that is neither true nor false`);
  }
  return value === "true";
}

/** @param {string} host */
function isHost(host) {
  return host === "" || URL.canParse(`postgres://${host}/`);
}

/** @param {string} text */
function isDecodable(text) {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}
