const realDate = Date;
let offsetMs = 0;

/**
 * The clock of this process, which tests can move ahead: a minute passes at once, and time goes on from there. Timers are
 * not touched. Only reading the time is different; dates themselves stay ordinary ones.
 */
const movableDate = new Proxy(realDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [realDate.now() + offsetMs] : given, newTarget),
  get: (target, name, receiver) =>
    name === 'now' ? () => realDate.now() + offsetMs : Reflect.get(target, name, receiver),
});

/** Moves the clock of this process this far ahead of where it is. */
export function moveClock(seconds: number): void {
  globalThis.Date = movableDate;
  offsetMs += seconds * 1000;
}

/** Puts the clock of this process right again. */
export function resetClock(): void {
  offsetMs = 0;
}
