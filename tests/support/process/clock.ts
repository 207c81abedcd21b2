/**
 * Stops the clock for a `describe`: its measurements must not depend on how busy the machine is. Timers
 * continue, because the database's connections need them.
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
