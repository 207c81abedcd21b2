/**
 * Stops the clock for a `describe`: what it measures must not be how busy the machine is. Timers go
 * on, for the database's connections need them.
 */
export function stopClock(): void {
  beforeAll(() => {
    jest.useFakeTimers({
      doNotFake: [
        "clearImmediate",
        "clearInterval",
        "clearTimeout",
        "hrtime",
        "nextTick",
        "performance",
        "queueMicrotask",
        "setImmediate",
        "setInterval",
        "setTimeout",
      ],
    });
  });
  afterAll(() => {
    jest.useRealTimers();
  });
}
