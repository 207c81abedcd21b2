import { ByNetwork } from "@/lib/platform/turns/by-network";

/** Has all of them begin, one after the other. @returns in which order they did */
async function served(waiting: ByNetwork, order: string[]): Promise<string[]> {
  while (waiting.begin()) await new Promise(setImmediate);
  return order;
}

test("networks take turns, and each one's own keep their order", async () => {
  const waiting = new ByNetwork();
  const order: string[] = [];
  const wait = (name: string, network: string) =>
    waiting.wait(network).then(() => order.push(name));
  for (const name of ["a1", "a2", "a3", "a4"]) void wait(name, "a");
  for (const name of ["b1", "b2"]) void wait(name, "b");
  void wait("c1", "c");
  expect(await served(waiting, order)).toEqual(["a1", "b1", "c1", "a2", "b2", "a3", "a4"]);
});

test("somebody who comes again and again waits for one of a crowd each time", async () => {
  const waiting = new ByNetwork();
  const order: string[] = [];
  const crowd = Array.from({ length: 60 }, async () => {
    await waiting.wait("crowd");
    order.push("crowd");
  });
  const owner = async () => {
    for (let step = 0; step < 10; step++) await waiting.wait("home");
    order.push("owner");
  };
  void owner();
  await served(waiting, order);
  await Promise.all(crowd);
  expect(order.indexOf("owner")).toBe(10);
});

test("begins nobody where nobody waits", async () => {
  const waiting = new ByNetwork();
  expect(waiting.isEmpty).toBe(true);
  expect(waiting.begin()).toBe(false);
  void waiting.wait("home");
  expect(waiting.isEmpty).toBe(false);
  expect(waiting.begin()).toBe(true);
  expect(waiting.isEmpty).toBe(true);
});
