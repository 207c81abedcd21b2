import type { LookupFunction } from "node:net";

/**
 * Where the tests' servers listen, for a request to `localhost`: without it each connection asks the system for
 * the address, is refused at ::1 and tries again.
 */
export const loopback: LookupFunction = (_host, options, found) => {
  const address = { address: "127.0.0.1", family: 4 };
  if (options.all) found(null, [address]);
  else found(null, address.address, address.family);
};
