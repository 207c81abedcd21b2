import autocannon from "autocannon";
import { cpuSeconds } from "./process-figures.mjs";

const PATIENCE_S = 60;

/**
 * Sends requests to one address as fast as it answers.
 * @param target { url, pid, cookies, status }: a connection sends one of the cookies; the status is
 * the one every answer must have
 * @param length { duration } in seconds, or { amount } of requests
 * @returns answers a second, and the server's CPU time for one, in µs
 * @throws when an answer has another status
 */
export async function load(target, connections, length) {
  const { url, pid, cookies, status } = target;
  let clients = 0;
  let last = 0;
  const before = cpuSeconds(pid);
  const start = performance.now();
  const run = autocannon({
    url,
    connections,
    ...length,
    // Other work can stop a busy machine for longer than ten seconds.
    timeout: PATIENCE_S,
    // The load ends when it takes its next sample.
    sampleInt: 100,
    setupClient(client) {
      if (cookies.length > 0) client.setHeaders({ cookie: cookies[clients++ % cookies.length] });
    },
  });
  run.on("response", () => {
    last = performance.now();
  });
  const result = await run;
  const cpu = cpuSeconds(pid) - before;
  await quiet(target);
  const statuses = Object.keys(result.statusCodeStats);
  if (result.errors > 0 || statuses.some((seen) => seen !== String(status))) {
    throw new Error(`${url}: ${result.errors} errors, statuses ${statuses}, expected ${status}`);
  }
  const count = result.statusCodeStats[status].count;
  // Timed until the last answer: a server that answers in batches may be cut off just before the next.
  const took = (last - start) / 1000;
  return { perSecond: count / took, cpuMicros: (cpu * 1e6) / count };
}

/** Waits until the server is done with connections that were cut off: they would slow the next measure. */
async function quiet({ url, cookies: [cookie] }) {
  const answer = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: "manual" });
  await answer.arrayBuffer();
}
