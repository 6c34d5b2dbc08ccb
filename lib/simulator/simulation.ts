import type { Delivery, DeliveryRecord } from './deliveries';
import type { Fault } from './faults';
import type { RateLimit } from './rate-limit';
import type { RequestLog } from './request-log';
import type { World } from './world';

/** The running simulator as its parts see it: the world, and the few things that reach outside it. */
export type Simulation = {
  world: World;
  faults: Fault[];
  rateLimit: RateLimit;
  requestLog: RequestLog;
  /** The simulator's clock in ms: the machine's, plus what `advance` added. */
  now(): number;
  /** The machine's own clock, for instants that a client computed from its own. */
  machineNow(): number;
  /** A new number, never given before, not even after a crash. */
  nextId(): number;
  /** A number in [0, 1), from the seeded generator. */
  random(): number;
  /** To be called after every change of the world: saves it soon and tells the open phone pages. */
  changed(): void;
  /** Looks for deliveries that have come due. */
  wakeDeliveries(): void;
  /** Notes a notification that the settings lost. */
  recordDropped(delivery: Delivery): void;
  /** What became of the latest notifications, oldest first. */
  listDeliveryRecords(): DeliveryRecord[];
  /** Replaces the whole world. */
  replaceWorld(world: World): void;
};
