import type pg from "pg";
import type { DatabaseUrl } from "@/lib/platform/config/database-url.mjs";
import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";
import { log } from "@/lib/platform/core/log";
import { SECOND_MS } from "@/lib/platform/core/time";
import { pool } from "@/lib/platform/db/client";
import { CHANNEL, hear } from "./notices";

// Not imported: as in pool.ts.
const driver = require("pg") as typeof pg;

const ANSWER_MS = 2 * SECOND_MS;
const PROBE_EVERY_MS = 30 * SECOND_MS;
const LONGEST_PAUSE_MS = 5 * SECOND_MS;
/** What the listener sends to itself. Not an account's id. */
const PROBE = "probe";

/**
 * Hears the notices of other processes on a connection of its own, which it reopens whenever it breaks. It
 * trusts the connection only while messages from another one arrive on it: behind a pooler that gives each
 * transaction another connection, LISTEN succeeds and nothing ever comes.
 */
export class Listener {
  /** Whether notices arrive. While they do not, code that depends on them has to poll. */
  listening = false;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #pause = 0;
  #server = 0;
  #told = false;
  #stopped = false;
  #probed: (() => void) | null = null;

  /** @param onListening called each time notices begin to arrive: earlier ones may be lost */
  constructor(
    private readonly database: DatabaseUrl,
    private readonly onListening: () => void,
  ) {
    void this.#connect();
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#drop();
  }

  async #connect(): Promise<void> {
    try {
      const client = this.#newClient();
      this.#client = client;
      await client.connect();
      await client.query(`LISTEN "${CHANNEL}"`);
      await this.#probe();
    } catch (error) {
      await this.#again(error);
    }
  }

  #newClient(): pg.Client {
    const client = new driver.Client({
      connectionString: this.database.servers[this.#server] ?? "",
      application_name: APPLICATION_NAME,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on("notification", ({ payload = "" }) => {
      if (payload === PROBE) this.#probed?.();
      else hear(payload.split(","));
    });
    // Handled as well: otherwise it would end the process.
    client.on("error", (error) => {
      if (client === this.#client) void this.#again(error);
    });
    return client;
  }

  /** Sends a message on another connection, and waits for it here. @throws Error when it does not come */
  async #probe(): Promise<void> {
    const client = this.#client;
    const heard = new Promise<void>((resolve, reject) => {
      this.#probed = resolve;
      setTimeout(() => reject(new Error("no notice arrives")), ANSWER_MS).unref();
    });
    await Promise.all([heard, pool().query("SELECT pg_notify($1, $2)", [CHANNEL, PROBE])]);
    if (this.#stopped || client !== this.#client) return;
    this.#pause = 0;
    this.#told = false;
    if (!this.listening) {
      this.listening = true;
      this.onListening();
    }
    this.#later(PROBE_EVERY_MS, () => this.#probe().catch((error) => this.#again(error)));
  }

  async #again(error: unknown): Promise<void> {
    this.listening = false;
    await this.#drop();
    if (this.#stopped) return;
    if (!this.#told) log.warn({ err: error }, "no notices of other processes: looking instead");
    this.#told = true;
    this.#server = (this.#server + 1) % this.database.servers.length;
    this.#pause = Math.min(this.#pause * 2 || SECOND_MS / 4, LONGEST_PAUSE_MS);
    this.#later(this.#pause, () => this.#connect());
  }

  #later(ms: number, work: () => Promise<void>): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void work(), ms).unref();
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    // Its result no longer matters, but a rejection must be handled.
    await client?.end().catch(() => {});
  }
}
