import { isIP } from "node:net";
import fc from "fast-check";
import { ipAddressOf } from "@/lib/platform/core/network-address";
import { anyText, textOf } from "@/tests/support/attack/arbitraries";
import { newRequest } from "@/tests/support/requests/messages";

const MAX_HOPS = 10;
const RUNS = { numRuns: 1_000 };

const hops = fc.nat(MAX_HOPS);
const address = fc.oneof(fc.ipV4(), fc.ipV6());
const socket = fc.oneof(
  address,
  fc.ipV4().map((ip) => `::ffff:${ip}`),
);

/** What a client may write into the header: addresses, and what only looks like them. */
const claim = fc.oneof(
  anyText,
  textOf([...":.,%[]/ \t0179aFx", "::ffff:", "127.0.0.1", "192.0.2.1", "2001:db8::1", "%eth0"]),
  fc.ipV4Extended(),
);
const forwarded = fc.oneof(
  claim,
  fc.array(fc.oneof(address, claim)).map((entries) => entries.join(", ")),
);

const through = (remoteAddress: string, header: string, hops: number) =>
  ipAddressOf(newRequest({ remoteAddress, headers: { "x-forwarded-for": header } }), {
    TRUSTED_PROXY_HOPS: hops,
    TRUSTED_PROXIES: [],
  });

test("any claim gives an address in its one spelling", () => {
  fc.assert(
    fc.property(socket, forwarded, hops, (seen, header, hops) => {
      const found = through(seen, header, hops) ?? "";
      expect(isIP(found)).not.toBe(0);
      expect(through(found, "", 0)).toBe(found);
    }),
    RUNS,
  );
});

test("IPv4 inside of IPv6 is the same host", () => {
  fc.assert(
    fc.property(fc.ipV4(), (ip) => {
      expect(through(`::ffff:${ip}`, "", 0)).toBe(through(ip, "", 0));
    }),
  );
});

test("without trusted proxies the header is ignored", () => {
  fc.assert(
    fc.property(socket, forwarded, (seen, header) => {
      expect(through(seen, header, 0)).toBe(through(seen, "", 0));
    }),
  );
});

test("nothing left of the trusted proxies' entries makes a difference", () => {
  const written = fc.array(address, { minLength: 1, maxLength: MAX_HOPS });
  fc.assert(
    fc.property(socket, forwarded, written, (seen, claimed, proxies) => {
      const [client = ""] = proxies;
      const honest = proxies.join(", ");
      const found = through(seen, `${claimed}, ${honest}`, proxies.length);
      expect(found).toBe(through(seen, honest, proxies.length));
      expect(found).toBe(through(client, "", 0));
    }),
    RUNS,
  );
});

test("a request that bypassed some proxies counts by its socket", () => {
  fc.assert(
    fc.property(socket, fc.array(address, { maxLength: MAX_HOPS - 1 }), (seen, proxies) => {
      const found = through(seen, proxies.join(","), proxies.length + 1);
      expect(found).toBe(through(seen, "", 0));
    }),
  );
});
