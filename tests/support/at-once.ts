/**
 * Sends `count` requests at once, by turns to each of several processes.
 * @param urls where the processes answer
 */
export function atOnce<T>(
  count: number,
  urls: string[],
  send: (url: string, n: number) => PromiseLike<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => send(urls[n % urls.length] ?? "", n)));
}
