/*
 * Preloaded into a server: its clock is CLOCK_SHIFT_MS ahead of the machine's, or behind it.
 * Timers run as ever: they do not look at the clock.
 */
const shift = Number(process.env.CLOCK_SHIFT_MS);
const machineNow = Date.now;

Date.now = () => machineNow() + shift;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length > 0 ? given : [Date.now()], newTarget),
  apply: () => new Date().toString(),
});
Date.prototype.constructor = Date;

Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + shift });
