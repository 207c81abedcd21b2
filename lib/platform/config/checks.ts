import ipaddr from "ipaddr.js";
import { parseDatabaseUrl } from "./database-url.mjs";
import { isLocalHost } from "./shared.mjs";

/** A configuration mistake, reported in one line that names the variable. */
export class EnvError extends Error {
  override name = "EnvError";
}

const SAMPLE_SECRETS =
  /^(secret|changeme|change-me|password|your-secret|example|sample|test)|(.)\2{15}/i;
const MIN_SECRET_LENGTH = 32;

/** @returns the URL of an origin. @throws EnvError */
export function parseOrigin(value: string): URL {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new EnvError(`NEXTAUTH_URL is not a URL: give an origin such as http://localhost:3000`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new EnvError("NEXTAUTH_URL must start with http:// or https://");
  }
  // A path would make next-auth's own middleware treat every page below it as public.
  if (url.pathname !== "/" || url.search || url.hash) {
    throw new EnvError("NEXTAUTH_URL must be an origin without a path");
  }
  if (url.username || url.password) {
    throw new EnvError("NEXTAUTH_URL must be an origin without a user and a password");
  }
  return url;
}

/**
 * @param name of the variable, for the message; the value is never in it
 * @throws EnvError for a secret that can be guessed
 */
export function checkSecret(name: string, secret: string): void {
  if (secret.length < MIN_SECRET_LENGTH) {
    throw new EnvError(`${name} is too short: ${MIN_SECRET_LENGTH} characters or more`);
  }
  if (SAMPLE_SECRETS.test(secret)) {
    throw new EnvError(`${name} is a sample value: generate a random one`);
  }
}

/**
 * @param pepper as it is set
 * @param required whether anybody except the developer has an account here
 * @throws EnvError with the line to write. Neither mistake costs a password: earlier peppers stay valid.
 */
export function checkPepper(pepper: string | undefined, required: boolean): void {
  const line = "PASSWORD_PEPPER=$(openssl rand -hex 32)";
  if (pepper === undefined && required) {
    throw new EnvError(
      `PASSWORD_PEPPER is missing. Make one, the same for every process: ${line}. The passwords that there are keep working`,
    );
  }
  if (pepper === undefined) return;
  try {
    checkSecret("PASSWORD_PEPPER", pepper);
  } catch (error) {
    const { message } = error as EnvError;
    throw new EnvError(
      `${message}. Make another: ${line}, and keep this one in PASSWORD_PEPPER_PREVIOUS: passwords keep working`,
    );
  }
}

/** @throws EnvError with what is wrong about a PostgreSQL URL; it never repeats a password */
export function checkDatabaseUrl(name: string, url: string): void {
  try {
    parseDatabaseUrl(url);
  } catch (error) {
    throw new EnvError(`${name} ${(error as Error).message}`);
  }
}

const SMTP_WANTED = "give smtp://USER:PASSWORD@HOST:587, or smtps:// for port 465";
const ENCODE = "A password with / @ ? # or % must be percent-encoded";
/** Where a connection begins without TLS, whatever it goes on with. */
const STARTTLS_PORTS = ["25", "587"];
// What a mail's From takes for one address, with or without a name (RFC 5322, 3.4): a colon there begins a group.
const NAMED = /^(?:[^<>:;"]*|"[^"]*"\s*)<(?<address>[^<>]+)>$/;
const ADDRESS = /^[^\s<>@,;:()"\\]+@[^\s<>@,;:()"\\.]+(?:\.[^\s<>@,;:()"\\.]+)*$/;

/** @throws EnvError for a mail server that cannot be reached, or a sender that it would refuse */
export function checkMail(smtpUrl: string, from: string): void {
  const mailbox = from.trim();
  const sender = NAMED.exec(mailbox)?.groups?.address ?? mailbox;
  if (!ADDRESS.test(sender)) {
    throw new EnvError("MAIL_FROM is not a sender: give NAME <ADDRESS@DOMAIN>, or an address");
  }
  if (smtpUrl === "") return;
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  if (url?.protocol !== "smtp:" && url?.protocol !== "smtps:") {
    const hint = smtpUrl.includes("@") ? `. ${ENCODE}` : "";
    throw new EnvError(`SMTP_URL is not a mail server: ${SMTP_WANTED}${hint}`);
  }
  // There TLS begins with the first byte: each mail would wait for a greeting that never comes.
  if (url.protocol === "smtp:" && url.port === "465") {
    throw new EnvError(`SMTP_URL begins with smtp:// on port 465: ${SMTP_WANTED}`);
  }
  if (url.protocol === "smtps:" && STARTTLS_PORTS.includes(url.port)) {
    throw new EnvError(
      `SMTP_URL begins with smtps:// on port ${url.port}: ${SMTP_WANTED}. smtp:// is encrypted, too`,
    );
  }
  if (
    !url.hostname ||
    url.port === "0" ||
    url.pathname.length > 1 ||
    url.hash ||
    !isDecodable(url)
  ) {
    throw new EnvError(`SMTP_URL is not a mail server: ${SMTP_WANTED}. ${ENCODE}`);
  }
  if (!isLocalHost(url.hostname) && /@localhost$/i.test(sender)) {
    throw new EnvError(
      "MAIL_FROM must be set, to an address that SMTP_URL may send from: other mail servers refuse …@localhost",
    );
  }
}

function isDecodable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(username + password) !== null;
  } catch {
    return false;
  }
}

/** Whether a text is a whole network address: ipaddr.js, like inet_aton, takes 10.0.5 for 10.0.0.5. */
export const isNetworkAddress = (text: string): boolean =>
  ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);

/** @throws EnvError for anything except network addresses and ranges of them */
export function checkRanges(name: string, ranges: string[]): void {
  for (const range of ranges) {
    const [network = "", bits] = range.split("/", 2);
    if (isNetworkAddress(network) && (bits === undefined || ipaddr.isValidCIDR(range))) continue;
    throw new EnvError(
      `${name} holds ${range}, which is neither an address nor a range like 10.0.0.0/8`,
    );
  }
}

/**
 * @throws EnvError for anything that no browser sends as Origin: a pattern, a path, plain http away from
 * localhost
 */
export function checkOrigins(name: string, origins: string[]): void {
  for (const origin of origins) {
    const url = URL.canParse(origin) ? new URL(origin) : null;
    const safe =
      url?.protocol === "https:" || (url?.protocol === "http:" && isLocalHost(url.hostname));
    if (safe && url?.origin === origin && !origin.includes("*")) continue;
    throw new EnvError(`${name} holds ${origin}, which is no origin like https://app.example.com`);
  }
}

/** @throws EnvError for what cannot be listened on */
export function checkHost(name: string, host: string): void {
  if (host === "" || host === "localhost" || isNetworkAddress(host)) return;
  throw new EnvError(
    `${name} is not a network address: 127.0.0.1 for this machine, 0.0.0.0 for all`,
  );
}

const LAST_PORT = 65_535;

/** @throws EnvError where the processes of one start have not a port each for their metrics */
export function checkMetricsPorts(first: number, processes: number): void {
  if (first + processes - 1 <= LAST_PORT) return;
  throw new EnvError(
    `METRICS_PORT is too high: each of ${processes} processes needs a port, and ${LAST_PORT} is the last`,
  );
}
