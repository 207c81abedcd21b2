/** Divides one list by another, round by round. */
export const ratios = (over, under) => over.map((value, round) => value / under[round]);

/** A contender's requests a second as shares of its floor's. */
export const floorShares = (row) => row && ratios(row.perSecond, row.floorPerSecond);

/** Sign-ins a second as shares of what the cores could hash if they did nothing else. */
export const hashShare = ({ perSecond, hashMs }, cores) =>
  perSecond.map((count, round) => (count * hashMs[round]) / 1000 / cores);

/** How many times longer the slowest percent of requests takes while others sign in. */
export const tailGrowth = ({ busyP99, idleP99 }) => ratios(busyP99, idleP99);
