/**
 * Makes random-looking numbers, the same for the same seed (mulberry32).
 * @param seed any whole number
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  /** A whole number of 32 bits. */
  const bits = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const unit = () => bits() / 2 ** 32;
  return {
    /** At least 0, less than 1. */
    unit,
    /** A whole number from 0 on, less than `below`. */
    below: (below) => Math.floor(unit() * below),
    /** One element of a list. */
    pick: (list) => list[Math.floor(unit() * list.length)],
    /** Up to eight hexadecimal digits. */
    hex: (digits) => bits().toString(16).padStart(8, "0").slice(0, digits),
  };
}
