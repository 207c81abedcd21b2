import { setTimeout as sleep } from "node:timers/promises";
import {
  currentActor,
  ipAddressOf,
  requestOrigin,
  setActor,
  withoutRequestContext,
  withRequestContext,
} from "@/lib/platform/core/request-context";
import { withEnvironment } from "@/tests/support/app/isolated";
import { newRequest } from "@/tests/support/requests/messages";

const PROXY = "10.0.0.1";

/** The address of a request through a proxy, with this X-Forwarded-For. */
const through = (forwarded: string | undefined, hops: number, remoteAddress = PROXY) =>
  ipAddressOf(
    newRequest({
      remoteAddress,
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    }),
    hops,
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
    "192.0.2.1:4711",
    "[2001:db8::1]",
    "192.0.2.1\r\nX: y",
    "' OR 1=1 --",
    "<script>",
    "::ffff:garbage",
  ])("%j is no address: the proxy's own counts", (garbage) => {
    expect(through(garbage, 1)).toBe(PROXY);
  });

  test("a socket that speaks IPv4 inside of IPv6", () => {
    expect(through(undefined, 0, "::ffff:192.0.2.1")).toBe("192.0.2.1");
  });

  test("a socket that is gone has none", () => {
    expect(ipAddressOf(newRequest(), 0)).toBeNull();
    expect(ipAddressOf(newRequest(), 1)).toBeNull();
  });

  test("how many proxies are trusted is configured; none by default", async () => {
    const request = newRequest({
      remoteAddress: PROXY,
      headers: { "x-forwarded-for": "192.0.2.1, 10.0.0.2" },
    });
    const trusting = async (hops: string) => {
      const load = () => import("@/lib/platform/core/request-context");
      return (await withEnvironment({ TRUSTED_PROXY_HOPS: hops }, load)).ipAddressOf(request);
    };
    expect(await trusting("")).toBe(PROXY);
    expect(await trusting("1")).toBe("10.0.0.2");
    expect(await trusting("2")).toBe("192.0.2.1");
  });
});

describe("where a request comes from", () => {
  const request = () =>
    newRequest({ remoteAddress: "192.0.2.1", headers: { "user-agent": "curl" } });

  test("is known to everything the work calls, however late", async () => {
    const seen = await withRequestContext(request(), async () => {
      const first = requestOrigin();
      await sleep(1);
      return [first, requestOrigin()];
    });
    expect(seen[0]).toMatchObject({ ipAddress: "192.0.2.1", userAgent: "curl" });
    expect(seen[1]).toBe(seen[0]);
  });

  test("has a request id of its own", () => {
    const ids = [request(), request()].map((req) =>
      withRequestContext(req, () => requestOrigin().requestId),
    );
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[1]).not.toBe(ids[0]);
  });

  test("is not mixed up with another one's", async () => {
    const addresses = await Promise.all(
      ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((remoteAddress) =>
        withRequestContext(newRequest({ remoteAddress }), async () => {
          await sleep(1);
          return requestOrigin().ipAddress;
        }),
      ),
    );
    expect(addresses).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
  });

  test("has a User-Agent of at most 256 characters", () => {
    const talkative = newRequest({ headers: { "user-agent": "x".repeat(8000) } });
    expect(withRequestContext(talkative, () => requestOrigin().userAgent)).toHaveLength(256);
    expect(withRequestContext(newRequest(), () => requestOrigin().userAgent)).toBeNull();
  });

  test("is nowhere outside of a request", () => {
    expect(requestOrigin()).toEqual({ requestId: "", ipAddress: null, userAgent: null });
  });
});

describe("who acts in a request", () => {
  test("is nobody until something has proved it, and then everywhere in it", async () => {
    const seen = await withRequestContext(newRequest(), async () => {
      const before = currentActor();
      await sleep(1);
      setActor("ada");
      await sleep(1);
      return [before, currentActor()];
    });
    expect(seen).toEqual([null, "ada"]);
  });

  test("is nobody in another one, nor outside of any", () => {
    withRequestContext(newRequest(), () => setActor("ada"));
    setActor("ada");
    expect(withRequestContext(newRequest(), currentActor)).toBeNull();
    expect(currentActor()).toBeNull();
  });

  test("is nobody in a job that the request has set off", async () => {
    const job = withRequestContext(newRequest({ remoteAddress: "192.0.2.1" }), () => {
      setActor("ada");
      return withoutRequestContext(async () => {
        await sleep(1);
        return [currentActor(), requestOrigin().ipAddress];
      });
    });
    expect(await job).toEqual([null, null]);
  });
});
