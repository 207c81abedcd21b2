import { setTimeout as sleep } from "node:timers/promises";
import { asyncContext, withAsyncContext } from "@/lib/platform/async-context/async-context";
import {
  currentActor,
  requestOrigin,
  requestSlot,
  setActor,
  withoutRequestContext,
  withRequestContext,
} from "@/lib/platform/core/request-context";
import { currentReader, withReader } from "@/lib/platform/texts/reader";
import { newRequest } from "@/tests/support/requests/messages";

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

  test("is not mixed up with another request's", async () => {
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

  test("is unknown outside a request", () => {
    expect(requestOrigin()).toEqual({ requestId: "", ipAddress: null, userAgent: null });
  });
});

describe("who acts in a request", () => {
  test("is nobody until proved, and then known throughout the request", async () => {
    const seen = await withRequestContext(newRequest(), async () => {
      const before = currentActor();
      await sleep(1);
      setActor("ada");
      await sleep(1);
      return [before, currentActor()];
    });
    expect(seen).toEqual([null, "ada"]);
  });

  test("is nobody in another request, and outside any", () => {
    withRequestContext(newRequest(), () => setActor("ada"));
    setActor("ada");
    expect(withRequestContext(newRequest(), currentActor)).toBeNull();
    expect(currentActor()).toBeNull();
  });

  test("is nobody in a job that the request started", async () => {
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

test("separately bundled code sees the same request", () => {
  const request = newRequest();
  withRequestContext(request, () => {
    jest.isolateModules(() => {
      const apart = require("@/lib/platform/core/request-context");
      expect(apart.requestOrigin).not.toBe(requestOrigin);
      expect(apart.requestOrigin()).toBe(requestOrigin());
    });
  });
});

test("work that a request only started does not belong to it, or to its reader", () => {
  withReader(
    () => ({ language: "de", timeZone: null }),
    () => {
      const seen = withAsyncContext({ seat: "taken" }, () =>
        withoutRequestContext(() => [asyncContext().seat, currentReader().language]),
      );
      expect(seen).toEqual([undefined, "en"]);
    },
  );
});

describe("a slot of the request", () => {
  const slot = requestSlot<string>();

  test("holds what was left in it, for this request alone", async () => {
    const inOne = withRequestContext(newRequest(), async () => {
      slot.set("one");
      await sleep(5);
      return slot.get();
    });
    const inAnother = withRequestContext(newRequest(), async () => {
      await sleep(1);
      return slot.get();
    });
    expect(await Promise.all([inOne, inAnother])).toEqual(["one", undefined]);
  });

  test("is not another slot", () => {
    withRequestContext(newRequest(), () => {
      slot.set("one");
      expect(requestSlot<string>().get()).toBeUndefined();
    });
  });

  test("holds nothing outside of a request", () => {
    slot.set("nobody's");
    expect(slot.get()).toBeUndefined();
  });
});
