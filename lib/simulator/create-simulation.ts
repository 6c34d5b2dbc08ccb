import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createDeliveryQueue } from './deliveries';
import { createIdentifiers } from './identifiers';
import { createLive, type Live } from './live';
import { createSaver, loadWorld } from './persistence';
import { createRateLimit } from './rate-limit';
import { createRequestLog } from './request-log';
import type { Simulation } from './simulation';
import { createWorld } from './world';

/** A simulation with what must be stopped when it ends. */
export type OwnedSimulation = { simulation: Simulation; live: Live; stop(): void };

const seed = 0x5eed;

/** Makes a simulation out of a state file, or an empty one. `stop` writes the state a last time. */
export function createSimulation(stateFile: string | null): OwnedSimulation {
  if (stateFile !== null) mkdirSync(dirname(stateFile), { recursive: true });
  const live = createLive();
  const saver = createSaver(stateFile, () => simulation.world);
  let random = createRandom(seed);
  const simulation: Simulation = {
    world: (stateFile === null ? null : loadWorld(stateFile)) ?? createWorld(),
    faults: [],
    rateLimit: createRateLimit(),
    requestLog: createRequestLog(),
    now: () => Date.now() + simulation.world.clockOffsetMs,
    machineNow: () => Date.now(),
    nextId: createIdentifiers(stateFile === null ? null : `${stateFile}.ids`, Date.now()),
    random: () => random(),
    changed() {
      saver.changed();
      live.changed();
    },
    wakeDeliveries: () => deliveries.wake(),
    recordDropped: (delivery) => deliveries.record(delivery, 'dropped', null),
    listDeliveryRecords: () => deliveries.listRecent(),
    replaceWorld(world) {
      simulation.world = world;
      simulation.faults = [];
      simulation.requestLog.clear();
      deliveries.clear();
      random = createRandom(seed);
      simulation.changed();
    },
  };
  const deliveries = createDeliveryQueue(simulation);

  return {
    simulation,
    live,
    stop() {
      deliveries.close();
      live.close();
      saver.close();
    },
  };
}

/** The same numbers after every reset, so that a lossy run can be repeated. Mulberry32, a generator in the public domain. */
function createRandom(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
