import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { isNetworkAddress } from "@/lib/platform/config/checks";
import { type Env, env } from "@/lib/platform/config/env";
import { log } from "./log";
import { singleton } from "./singleton";

type Trust = Pick<Env, "TRUSTED_PROXY_HOPS" | "TRUSTED_PROXIES">;

const SHOWN = 60;
const WITH_PORT = /^\[(?<v6>[^\]]+)\](?::\d+)?$|^(?<v4>(?:::ffff:)?\d+(?:\.\d+){3}):\d+$/i;

/**
 * The network address that a request comes from. Each proxy appends the address it saw to X-Forwarded-For,
 * so trusted proxies' entries are on the right, and anything to the left of them is the client's own claim.
 * A number of proxies, their addresses, or both say how many entries we trust.
 * @returns in its plain form; null when the socket no longer has it
 */
export function ipAddressOf(req: IncomingMessage, trust: Trust = env): string | null {
  const seen = plain(req.socket.remoteAddress ?? "");
  const { TRUSTED_PROXY_HOPS: hops, TRUSTED_PROXIES: ranges } = trust;
  if (hops === 0 && ranges.length === 0) return seen;
  const header = req.headers["x-forwarded-for"];
  const written = header === undefined ? [] : String(header).split(",");
  if (ranges.length === 0) return read(written.at(-hops)) ?? seen;
  let address = seen;
  for (let hop = 1; hop <= (hops || written.length); hop++) {
    if (!address || !isIn(address, ranges)) break;
    const next = read(written.at(-hop));
    if (!next) break;
    address = next;
  }
  return address;
}

/** One entry of X-Forwarded-For; some proxies add a port to the address. */
function read(entry: string | undefined): string | null {
  if (entry === undefined) return null;
  const address = networkAddressIn(entry);
  if (!address) reportOnce(entry.trim());
  return address;
}

/**
 * A network address in its one spelling, whether a proxy or a person wrote it: in capitals, in brackets, with a port.
 * @returns null when there is none
 */
export function networkAddressIn(written: string): string | null {
  const text = written.trim();
  const { v4, v6 } = WITH_PORT.exec(text)?.groups ?? {};
  return plain(v4 ?? v6 ?? text);
}

/** Once is enough: the proxy is set up differently, and every request shows it. */
function reportOnce(entry: string): void {
  singleton("unreadable-hop", () => {
    const told =
      "X-Forwarded-For holds no address where a trusted proxy writes one: its own counts";
    log.warn({ entry: entry.slice(0, SHOWN) }, told);
    return true;
  });
}

function isIn(address: string, ranges: readonly string[]): boolean {
  const parsed = ipaddr.parse(address);
  return ranges.some((range) => {
    const [network, bits] = range.includes("/")
      ? ipaddr.parseCIDR(range)
      : [ipaddr.parse(range), undefined];
    if (network.kind() !== parsed.kind()) return false;
    return parsed.match(network, bits ?? (parsed.kind() === "ipv4" ? 32 : 128));
  });
}

/** One spelling for every address; `::ffff:192.0.2.1` is the same host as `192.0.2.1`. */
function plain(ipAddress: string): string | null {
  return isNetworkAddress(ipAddress) ? ipaddr.process(ipAddress).toString() : null;
}
