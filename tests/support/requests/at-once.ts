/** Sends `count` requests at once, by turns to each of several processes. */
export function atOnce<Process, T>(
  count: number,
  processes: Process[],
  send: (process: Process, n: number) => PromiseLike<T>,
): Promise<T[]> {
  return Promise.all(
    Array.from({ length: count }, (_, n) => send(processes[n % processes.length] as Process, n)),
  );
}

/** The result of each of several: "done" or the code of its problem. */
export async function settled(acts: Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(acts);
  return results.map((result) => (result.status === "fulfilled" ? "done" : result.reason.code));
}
