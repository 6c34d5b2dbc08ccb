import fc from 'fast-check';
import { charges, play, type Tally, worlds } from './steps';

/** Longest world, in steps. */
const MAX_STEPS = 40;

export type Campaign = {
  readonly worlds: number;
  readonly seed: number;
  /** Where fast-check found a failure, to play only that: what it prints as `path`, and as `replayPath`. */
  readonly path?: string | undefined;
  readonly replayPath?: string | undefined;
};

export type Outcome = {
  /** What broke and how to play it again, null when nothing did. */
  readonly failure: string | null;
  readonly tally: Tally;
};

/** S1: worlds of the pure domain, with Mercado Pago, notifications, sweeps and crashes in virtual time. */
export function playWorlds({ worlds: numRuns, seed, path, replayPath }: Campaign): Outcome {
  const tally: Tally = new Map();
  const details = fc.check(
    fc.property(charges, worlds({ maxSteps: MAX_STEPS, ...(replayPath ? { replayPath } : {}) }), (opening, steps) =>
      play(opening, steps, tally),
    ),
    { numRuns, seed, ...(path ? { path } : {}) },
  );
  const report = fc.defaultReportMessage(details);
  return { failure: report === undefined ? null : `${report}\n${details.errorInstance}`, tally };
}

/** Where in the worlds of its seed a failure is, as fast-check's report says it. */
export function regressionOf(report: string): { path: string; replayPath: string } {
  return {
    path: /path: "([^"]*)"/.exec(report)?.[1] ?? '',
    replayPath: /replayPath="([^"]*)"/.exec(report)?.[1] ?? '',
  };
}
