import ipaddr from "ipaddr.js";
import { currentRequestId } from "@/lib/platform/core/current-request";
import { requestOrigin } from "@/lib/platform/core/request-context";

/** A network, and how many times one customer's limit applies to all of it. */
export type Network = { subject: string; share: number };

/**
 * The networks that an address counts for, the narrowest first. An IPv6 customer has a /64 to choose
 * addresses from, and often a /56 or a /48: a sender who changes the /64 with each request is counted by
 * the wider ones, which others may share.
 * @param ipAddress in its plain form; null where it is unknown
 */
export function networksOf(ipAddress: string | null): Network[] {
  if (!ipAddress) return [{ subject: "unknown", share: 1 }];
  const parsed = ipaddr.parse(ipAddress);
  if (!(parsed instanceof ipaddr.IPv6)) return [{ subject: ipAddress, share: 1 }];
  const [first = 0, second = 0, third = 0, fourth = 0] = parsed.parts;
  return [
    { subject: [first, second, third, fourth].join(":"), share: 1 },
    { subject: `${[first, second, third, fourth & 0xff00].join(":")}/56`, share: 4 },
    { subject: `${[first, second, third].join(":")}/48`, share: 16 },
  ];
}

/** The widest network that can belong to the one who sent the current request; "" outside one. */
export const currentNetwork = (): string =>
  currentRequestId() === null ? "" : (networksOf(requestOrigin().ipAddress).at(-1)?.subject ?? "");
