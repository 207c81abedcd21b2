/**
 * A map that drops its oldest entry for a new one when it is full: for values that can be computed again.
 */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  constructor(private readonly limit: number) {
    super();
  }

  override set(key: Key, value: Value): this {
    const [oldest] = this.keys();
    if (oldest !== undefined && this.size >= this.limit && !this.has(key)) this.delete(oldest);
    return super.set(key, value);
  }
}
