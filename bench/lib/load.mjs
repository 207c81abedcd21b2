import autocannon from "autocannon";
import { cpuSeconds } from "./process-figures.mjs";

/**
 * Asks one address as fast as it answers.
 * @param target { url, pid, cookie, status } the status every answer must have
 * @param length { duration } in seconds, or { amount } of requests
 * @returns answers a second, and the server's CPU time for one, in µs
 * @throws when an answer has another status
 */
export async function load(target, connections, length) {
  const { url, pid, cookie, status } = target;
  const before = cpuSeconds(pid);
  const result = await autocannon({
    url,
    connections,
    ...length,
    headers: cookie ? { cookie } : {},
  });
  const cpu = cpuSeconds(pid) - before;
  const statuses = Object.keys(result.statusCodeStats);
  if (result.errors > 0 || statuses.some((seen) => seen !== String(status))) {
    throw new Error(`${url}: ${result.errors} errors, statuses ${statuses}, expected ${status}`);
  }
  const count = result.statusCodeStats[status].count;
  const took = (result.finish - result.start) / 1000;
  return { perSecond: count / took, cpuMicros: (cpu * 1e6) / count };
}
