import { ipAddressOf } from "@/lib/platform/core/network-address";
import { withEnvironment } from "@/tests/support/app/isolated";
import { newRequest } from "@/tests/support/requests/messages";

const PROXY = "10.0.0.1";

/** The address of a request through proxies, with this X-Forwarded-For. */
const through = (
  forwarded: string | undefined,
  hops: number,
  { remoteAddress = PROXY, ranges = [] as string[] } = {},
) =>
  ipAddressOf(
    newRequest({
      remoteAddress,
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    }),
    { TRUSTED_PROXY_HOPS: hops, TRUSTED_PROXIES: ranges },
  );

describe("address [V4.1.3 V15.3.4]", () => {
  test.each([
    ["no proxy is trusted", 0, "192.0.2.1", PROXY],
    ["no proxy is trusted, and none is there", 0, undefined, PROXY],
    ["one proxy", 1, "192.0.2.1", "192.0.2.1"],
    ["one proxy, and a client that lies", 1, "203.0.113.66, 192.0.2.1", "192.0.2.1"],
    [
      "one proxy, and a client that lies at length",
      1,
      `${"1.1.1.1,".repeat(999)}192.0.2.1`,
      "192.0.2.1",
    ],
    ["two proxies", 2, "192.0.2.1, 10.0.0.2", "192.0.2.1"],
    ["two proxies, and a client that lies", 2, "203.0.113.66, 192.0.2.1, 10.0.0.2", "192.0.2.1"],
    ["two proxies, and a request past the first", 2, "192.0.2.1", PROXY],
    ["one proxy that adds nothing", 1, undefined, PROXY],
    ["one proxy that adds an empty value", 1, "", PROXY],
    ["no spaces", 1, "203.0.113.66,192.0.2.1", "192.0.2.1"],
    ["IPv6", 1, "2001:db8::1", "2001:db8::1"],
    ["IPv6 in capitals", 1, "2001:DB8::A", "2001:db8::a"],
    ["a proxy that writes ports", 1, "203.0.113.66:1, 192.0.2.1:4711", "192.0.2.1"],
    ["IPv4 inside of IPv6 with a port", 1, "::ffff:192.0.2.1:4711", "192.0.2.1"],
    ["the same in brackets", 1, "[::ffff:192.0.2.1]:4711", "192.0.2.1"],
    ["IPv6 with a zone and a port", 1, "[fe80::1%eth0]:443", "fe80::1%eth0"],
    ["IPv6 in brackets", 1, "[2001:db8::1]", "2001:db8::1"],
    ["IPv6 with a port", 1, "[2001:db8::1]:443", "2001:db8::1"],
    ["IPv4 inside of IPv6", 1, "::ffff:192.0.2.1", "192.0.2.1"],
    ["IPv4 inside of IPv6, in capitals", 1, "::FFFF:192.0.2.1", "192.0.2.1"],
  ])("%s (%i hops, %j)", (_what, hops, forwarded, address) => {
    expect(through(forwarded, hops)).toBe(address);
  });

  test.each([
    "unknown",
    "_hidden",
    "localhost",
    "192.0.2.256",
    "192.0.2.1:",
    "2001:db8::1]",
    "192.0.2.1\r\nX: y",
    "' OR 1=1 --",
    "<script>",
    "::ffff:garbage",
    // Numbers that inet_aton takes for an address.
    "192.0.2",
    "3221225985",
    "0xc0000201",
    "0300.0.2.1",
  ])("%j is not an address: the proxy's own counts", (garbage) => {
    expect(through(garbage, 1)).toBe(PROXY);
  });

  test("a socket that speaks IPv4 inside of IPv6", () => {
    expect(through(undefined, 0, { remoteAddress: "::ffff:192.0.2.1" })).toBe("192.0.2.1");
  });

  test("a closed socket has none", () => {
    for (const hops of [0, 1]) {
      const trust = { TRUSTED_PROXY_HOPS: hops, TRUSTED_PROXIES: ["10.0.0.0/8"] };
      expect(ipAddressOf(newRequest(), trust)).toBeNull();
    }
  });

  test("how many proxies are trusted is configured; none by default", async () => {
    const request = newRequest({
      remoteAddress: PROXY,
      headers: { "x-forwarded-for": "192.0.2.1, 10.0.0.2" },
    });
    const trusting = async (hops: string) => {
      const load = () => import("@/lib/platform/core/network-address");
      return (await withEnvironment({ TRUSTED_PROXY_HOPS: hops }, load)).ipAddressOf(request);
    };
    expect(await trusting("")).toBe(PROXY);
    expect(await trusting("1")).toBe("10.0.0.2");
    expect(await trusting("2")).toBe("192.0.2.1");
  });
});

describe("the header is trusted from TRUSTED_PROXIES only [V4.1.3]", () => {
  const RANGES = ["10.0.0.0/8", "2001:db8:1::/48", "127.0.0.1"];
  const CLIENT = "192.0.2.1";

  test.each([
    ["a client that comes past the proxy", 0, "203.0.113.66", CLIENT, CLIENT],
    ["the same, where proxies are counted too", 1, "203.0.113.66", CLIENT, CLIENT],
    ["one proxy", 0, CLIENT, PROXY, CLIENT],
    ["one proxy by IPv6", 0, CLIENT, "2001:db8:1::7", CLIENT],
    ["one proxy by IPv4 inside of IPv6", 0, CLIENT, "::ffff:10.0.0.1", CLIENT],
    ["a proxy that is one address", 0, CLIENT, "127.0.0.1", CLIENT],
    ["two proxies, however many there are", 0, `1.1.1.1, ${CLIENT}, 10.0.0.2`, PROXY, CLIENT],
    ["two proxies, of which one counts", 1, `${CLIENT}, 10.0.0.2`, PROXY, "10.0.0.2"],
    ["a client that comes past the first of two", 0, `203.0.113.66, ${CLIENT}`, PROXY, CLIENT],
    ["a client inside of the range", 0, "10.0.0.9", PROXY, "10.0.0.9"],
    ["garbage", 0, `${CLIENT}, garbage`, PROXY, PROXY],
    ["no header", 0, undefined, PROXY, PROXY],
  ])("%s (%i hops, %j)", (_what, hops, forwarded, remoteAddress, address) => {
    expect(through(forwarded, hops, { remoteAddress, ranges: RANGES })).toBe(address);
  });
});

test.each([
  ["unknown", "unknown"],
  ["for=192.0.2.1", "for=192.0.2.1"],
  ["192.0.2.1,", ""],
  ["", ""],
])("an entry of %j that is not an address is reported once", async (header, entry) => {
  const request = () =>
    newRequest({ remoteAddress: PROXY, headers: { "x-forwarded-for": header } });
  const { log, told } = await withEnvironment({ TRUSTED_PROXY_HOPS: "1" }, async () => {
    // Whatever was told before in this process.
    jest.doMock("@/lib/platform/core/singleton", () => {
      const made = new Set<string>();
      return {
        singleton: (name: string, make: () => unknown) => {
          if (!made.has(name)) make();
          made.add(name);
        },
      };
    });
    const { log } = await import("@/lib/platform/core/log");
    const told = jest.spyOn(log, "warn").mockImplementation();
    const { ipAddressOf } = await import("@/lib/platform/core/network-address");
    ipAddressOf(request());
    ipAddressOf(request());
    return { log, told };
  });
  expect(log.warn).toBe(told);
  expect(told.mock.calls).toEqual([[{ entry }, expect.stringContaining("X-Forwarded-For")]]);
});
