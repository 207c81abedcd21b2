import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { type Env, env } from "@/lib/platform/config/env";
import { log } from "./log";
import { singleton } from "./singleton";

type Trust = Pick<Env, "TRUSTED_PROXY_HOPS" | "TRUSTED_PROXIES">;

const SHOWN = 60;
const WITH_PORT = /^\[(?<v6>[^\]]+)\](?::\d+)?$|^(?<v4>[\d.]+):\d+$/;

/**
 * The network address a request comes from. Each proxy appends the address it saw to
 * X-Forwarded-For, so what trusted ones wrote stands at the right, and whatever is left of it is the
 * client's own claim. How far we believe it is said by a number of proxies, by their addresses, or both.
 * @returns in its plain form; null when the socket no longer knows it
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

/** One entry of X-Forwarded-For; some proxies write a port behind the address. */
function read(entry: string | undefined): string | null {
  if (entry === undefined) return null;
  const text = entry.trim();
  const { v4, v6 } = WITH_PORT.exec(text)?.groups ?? {};
  const address = plain(v4 ?? v6 ?? text);
  if (!address) reportOnce(text);
  return address;
}

/** Once is enough: it is a proxy that is set up in another way, and shows in every request. */
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
  return ipaddr.isValid(ipAddress) ? ipaddr.process(ipAddress).toString() : null;
}
