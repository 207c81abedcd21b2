import { type Guest, Turns } from "@/lib/features/password/queue";

/** What waits for the one thread, and ends when it is told to. */
function thread() {
  const turns = new Turns(1, 16);
  const order: string[] = [];
  const ends: (() => void)[] = [];
  return {
    order,
    begin: (name: string, guest: Guest | null) =>
      turns.seat(guest, () =>
        turns.run(guest, () => {
          order.push(name);
          return new Promise<void>((end) => ends.push(end));
        }),
      ),
    /** Ends what runs, one after the other, until nothing waits. */
    async finish() {
      while (ends.length > 0) {
        ends.shift()?.();
        await new Promise(setImmediate);
      }
    },
  };
}

const guest = (network: string, known = false): Guest => ({ network, account: null, known });

test("networks take turns: the last one waits for one of a crowd's tasks, not for all", async () => {
  const { begin, order, finish } = thread();
  const crowd = ["a", "b", "c", "d"].map((name) => begin(name, guest("crowd")));
  const owner = begin("owner", guest("home"));
  await finish();
  await Promise.all([...crowd, owner]);
  // One runs already; one has the turn of its network before.
  expect(order).toEqual(["a", "b", "owner", "c", "d"]);
});

test("known browsers and everybody else take turns, too, however many networks wait", async () => {
  const { begin, order, finish } = thread();
  const crowd = ["a", "b", "c", "d"].map((name) => begin(name, guest(name)));
  const known = ["x", "y", "z"].map((name) => begin(name, guest("farm", true)));
  const owner = begin("owner", guest("home", true));
  await finish();
  await Promise.all([...crowd, ...known, owner]);
  expect(order).toEqual(["a", "x", "b", "owner", "c", "y", "d", "z"]);
});

test("each network's own tasks keep their order", async () => {
  const { begin, order, finish } = thread();
  const all = [..."abcdef"].map((name, n) => begin(name, guest(n % 2 ? "one" : "other")));
  await finish();
  await Promise.all(all);
  expect(order.filter((name) => "ace".includes(name))).toEqual(["a", "c", "e"]);
  expect(order.filter((name) => "bdf".includes(name))).toEqual(["b", "d", "f"]);
});

test("a failed task gives its thread and its seat back", async () => {
  const turns = new Turns(1, 0);
  const failing = () => Promise.reject(new Error("no"));
  for (let n = 0; n < 3; n++) {
    expect(turns.full(guest("one"))).toBe("network");
    await expect(turns.seat(null, () => turns.run(null, failing))).rejects.toThrow("no");
  }
  expect(turns.full(null)).toBeNull();
});
