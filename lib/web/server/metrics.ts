import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import ipaddr from "ipaddr.js";
import { openStreams } from "@/lib/features/live/streams";
import { seatsTaken } from "@/lib/features/password/pool";
import { env } from "@/lib/platform/config/env";
import { log } from "@/lib/platform/core/log";
import { type Gauge, metricsText } from "@/lib/platform/core/metrics";
import { singleton } from "@/lib/platform/core/singleton";
import { SECOND_MS } from "@/lib/platform/core/time";
import { countUndelivered, oldestDueMail } from "@/lib/platform/db/tables/outbox";
import { isUnforgeable } from "@/lib/platform/http/own-host";
import { refusalsHeld } from "@/lib/web/guard/held-refusals";

const NANO = 1e9;

const held = () => singleton<{ server?: Server }>("metrics.server", () => ({}));

/**
 * Gives Prometheus what this process counts, on a port of its own: nothing of it is on the public one, so
 * there is no token that could leak. Each process listens on the first free port from METRICS_PORT on:
 * behind a shared port processes would answer in turns, and their counters would seem to jump.
 */
export function startMetrics(): void {
  if (env.METRICS_PORT === 0 || held().server) return;
  const delay = monitorEventLoopDelay();
  delay.enable();
  const server = createServer((request, response) => {
    void answer(request, response, async () => {
      const gauges = [...ofProcess(delay.percentile(99)), ...(await ofDatabase())];
      delay.reset();
      return metricsText(gauges);
    });
  });
  held().server = server;
  server.unref();
  listen(server, env.METRICS_PORT);
}

/** Whether a request came to the metrics' port: it is no request to the app. */
export const isForMetrics = (server: unknown): boolean => server === held().server;

function listen(server: Server, port: number): void {
  const last = env.METRICS_PORT + env.WEB_CONCURRENCY - 1;
  server.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE" && port < last) listen(server, port + 1);
    else log.error({ err: error, port }, "no metrics: the port cannot be used");
  });
  server.listen({ host: env.METRICS_HOST, port, exclusive: true });
}

async function answer(
  { method, url = "", headers }: IncomingMessage,
  response: ServerResponse,
  text: () => Promise<string>,
): Promise<void> {
  if (method !== "GET" || url.split("?", 1)[0] !== "/metrics") {
    response.writeHead(404).end();
    return;
  }
  if (isPage(headers)) {
    response.writeHead(403).end();
    return;
  }
  response.setHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.end(await text());
}

/**
 * Whether a page in a browser may be asking, whose name has been made to point here (DNS rebinding). Browsers
 * say so over https and to localhost alone; to any other name they say nothing. So where the port is open to
 * this machine only, any other name is refused. In a network of the operator's, Prometheus may ask by one.
 */
function isPage({ host, "sec-fetch-site": site = "none" }: IncomingHttpHeaders): boolean {
  return site !== "none" || (isLoopback(env.METRICS_HOST) && !isUnforgeable(`http://${host}`));
}

const isLoopback = (host: string) =>
  host === "localhost" || (ipaddr.isValid(host) && ipaddr.parse(host).range() === "loopback");

/** @param delay of the event loop, in nanoseconds: the 99th percentile since the last request */
function ofProcess(delay: number): Gauge[] {
  const { user, system } = process.cpuUsage();
  return [
    gauge("process_memory_bytes", process.memoryUsage.rss()),
    gauge("process_cpu_seconds", (user + system) / 1e6),
    gauge("event_loop_delay_seconds", delay / NANO || 0),
    gauge("password_seats_taken", seatsTaken()),
    gauge("refusals_held", refusalsHeld()),
    gauge("live_streams", openStreams()),
  ];
}

/** What all processes share: take the maximum over them, not the sum. */
async function ofDatabase(): Promise<Gauge[]> {
  try {
    const [{ queued, failed }, oldest] = await Promise.all([countUndelivered(), oldestDueMail()]);
    const age = oldest ? (Date.now() - oldest.getTime()) / SECOND_MS : 0;
    return [
      gauge("database_up", 1),
      gauge("mails_queued", queued),
      gauge("mails_failed", failed),
      gauge("mail_delay_seconds", age),
    ];
  } catch {
    return [gauge("database_up", 0)];
  }
}

const gauge = (name: string, value: number): Gauge => ({ name, value });
