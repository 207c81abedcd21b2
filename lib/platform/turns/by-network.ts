/**
 * Those who wait for something that is given to one after the other. Networks take turns, and each one's own
 * keep their order: a crowd from one network makes others wait for one of it, not for all.
 */
export class ByNetwork {
  /** In the order of the networks' turns. */
  readonly #waiting = new Map<string, (() => void)[]>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** @param network the widest that can belong to one person; see ./networks @returns when it is its turn */
  wait(network: string): Promise<void> {
    return new Promise((begin) => {
      const line = this.#waiting.get(network);
      if (line) line.push(begin);
      else this.#waiting.set(network, [begin]);
    });
  }

  /** Has the next one begin. @returns whether there was one */
  begin(): boolean {
    const [[network, line] = ["", []]] = this.#waiting;
    const next = line.shift();
    this.#waiting.delete(network);
    if (line.length > 0) this.#waiting.set(network, line);
    next?.();
    return next !== undefined;
  }
}
