import { ByNetwork } from "@/lib/platform/turns/by-network";

/** Who work in the password threads is for. */
export type Guest = {
  /** The widest network that can belong to one person; see lib/platform/turns/networks.ts. */
  network: string;
  /** What the work is about, if that is known: an address or an account. */
  account: string | null;
  /** Whether it comes from a known browser of the account. */
  known: boolean;
};

/** Why there is no seat: too many for the account, for the network, or overall. */
export type Full = "account" | "network" | "room";

const SEATS_PER_ACCOUNT = 2;

/**
 * Decides which requests may wait for the threads, and which one is next. One account has two seats at a
 * time (its known browsers together two more), one network a quarter of all, and a quarter is reserved for
 * known browsers. Networks take turns, and so do known browsers and everybody else: somebody who fills
 * their own seats makes others wait for one task more, not for all of them.
 */
export class Turns {
  readonly #seats: number;
  readonly #threads: number;
  #taken = 0;
  #running = 0;
  readonly #takenBy = new Map<string, number>();
  /** Waiting tasks: known browsers', and others'. */
  readonly #known = new ByNetwork();
  readonly #others = new ByNetwork();
  /** In the order of their turns. */
  readonly #lanes = [this.#known, this.#others];

  /** @param waiting seats for waiting tasks, in addition to one for each thread */
  constructor(threads: number, waiting: number) {
    this.#threads = threads;
    this.#seats = threads + waiting;
  }

  get taken(): number {
    return this.#taken;
  }

  /** @param guest null for work outside a request: it is limited by the room only */
  full(guest: Guest | null): Full | null {
    if (guest) {
      const quarter = this.#seats / 4;
      if (guest.account !== null && this.#count(accountOf(guest)) >= SEATS_PER_ACCOUNT) {
        return "account";
      }
      if (this.#count(networkOf(guest)) >= Math.floor(quarter)) return "network";
      if (!guest.known && this.#taken >= this.#seats - Math.floor(quarter)) return "room";
    }
    return this.#taken >= this.#seats ? "room" : null;
  }

  /** Runs all the work of a guest on one seat; there must be one (see full()). */
  async seat<T>(guest: Guest | null, work: () => Promise<T>): Promise<T> {
    const keys = guest ? [accountOf(guest), networkOf(guest)] : [];
    this.#taken++;
    for (const key of keys) this.#takenBy.set(key, this.#count(key) + 1);
    try {
      return await work();
    } finally {
      this.#taken--;
      for (const key of keys) {
        if (this.#count(key) > 1) this.#takenBy.set(key, this.#count(key) - 1);
        else this.#takenBy.delete(key);
      }
    }
  }

  /** Runs one task when it is its guest's turn and a thread is free. */
  async run<T>(guest: Guest | null, task: () => Promise<T>): Promise<T> {
    if (this.#running < this.#threads) this.#running++;
    else await this.#turn(guest);
    try {
      return await task();
    } finally {
      // The thread is handed on: a task that comes now may not take it.
      if (!this.#handOn()) this.#running--;
    }
  }

  #count(key: string): number {
    return this.#takenBy.get(key) ?? 0;
  }

  #turn(guest: Guest | null): Promise<void> {
    return (guest?.known ? this.#known : this.#others).wait(guest?.network ?? "");
  }

  /** @returns whether a task was waiting */
  #handOn(): boolean {
    const lane = this.#lanes.find(({ isEmpty }) => !isEmpty);
    if (!lane) return false;
    // The lane after the other.
    this.#lanes.push(...this.#lanes.splice(this.#lanes.indexOf(lane), 1));
    return lane.begin();
  }
}

const accountOf = ({ account, known }: Guest) => `account ${known} ${account}`;
const networkOf = ({ network }: Guest) => `network ${network}`;
