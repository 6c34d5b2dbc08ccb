import 'server-only';
import { log } from '@/lib/log';
import { checkDoubtfulAccess } from './access';
import { exchangeKeyUses } from './api-key-limits';
import { onNotificationStored } from './inbox';
import { onOrderChanged } from './live';
import { beat, endBeat } from './live-processes';
import { workOnInbox } from './notification-work';
import { renewTokens } from './oauth';
import { readPaymentMethods } from './payment-methods';
import { workOnCreations } from './place-creation';
import { syncPlaces } from './place-sync';
import { workOnListings } from './reconciliation-listing';
import { workOnItems } from './reconciliation-work';
import { settleRefunds } from './refund-settling';
import { forgetOldDeliveries } from './retention';
import { watchSilence } from './silence';
import { sweepOrders } from './sweep';
import { flushPolls } from './unattended-log';
import { stopWebhookWork, workOnWebhooks } from './webhook-work';

/** How long a loop rests when there was nothing to do; a stored notification ends the rest of the inbox at once. */
const INBOX_REST_MS = 500;
const SWEEP_REST_MS = 500;
const REFUND_REST_MS = 1_000;
const ACCESS_REST_MS = 1_000;
const BEAT_MS = 5_000;
const KEY_USES_MS = 1_000;
const METHOD_REST_MS = 1_000;
const RECONCILIATION_REST_MS = 500;
const WEBHOOK_REST_MS = 500;
const CREATION_REST_MS = 1_000;
const POLL_REST_MS = 1_000;
const SYNC_REST_MS = 2_000;
const RENEWAL_REST_MS = 10 * 60_000;
const SILENCE_REST_MS = 30_000;
const RETENTION_REST_MS = 10 * 60_000;
/** After a failure, usually of the database. */
const FAILURE_REST_MS = 1_000;
/** A round that lasts longer waits for somebody; the next one begins beside it, up to so many. */
const SLOW_ROUND_MS = 250;
const ROUNDS_AT_ONCE = 6;

type Worker = {
  readonly stop: () => Promise<void>;
  /** When the slower of its loops last finished a round without an error. */
  lastRoundAt: () => Date | null;
};

declare global {
  var mostradorWorker: Worker | undefined;
}

/** Starts the worker of this process, once; a second call changes nothing. */
export function startWorker(): void {
  globalThis.mostradorWorker ??= run();
}

/** Ends the worker after the round that it is in. */
export async function stopWorker(): Promise<void> {
  await globalThis.mostradorWorker?.stop();
  globalThis.mostradorWorker = undefined;
}

/** When the worker of this process last went round, null when it has not or does not run. */
export function workerRoundAt(): Date | null {
  return globalThis.mostradorWorker?.lastRoundAt() ?? null;
}

function run(): Worker {
  const inbox = startLoop('inbox', workOnInbox, INBOX_REST_MS);
  const sweep = startLoop('sweep', sweepOrders, SWEEP_REST_MS);
  const refunds = startLoop('refunds', settleRefunds, REFUND_REST_MS);
  const methods = startLoop('methods', readPaymentMethods, METHOD_REST_MS);
  const listing = startLoop('listing', workOnListings, RECONCILIATION_REST_MS);
  const reconciliation = startLoop('reconciliation', workOnItems, RECONCILIATION_REST_MS);
  const webhooks = startLoop('webhooks', workOnWebhooks, WEBHOOK_REST_MS);
  const creations = startLoop('creations', workOnCreations, CREATION_REST_MS);
  const syncs = startLoop('syncs', syncPlaces, SYNC_REST_MS);
  const access = startLoop('access', checkDoubtfulAccess, ACCESS_REST_MS);
  const life = startLoop('life', beat, BEAT_MS);
  const keyUses = startLoop('key uses', exchangeKeyUses, KEY_USES_MS);
  const polls = startLoop('polls', countPolls, POLL_REST_MS);
  const renewal = startLoop('renewal', renewTokens, RENEWAL_REST_MS);
  const silence = startLoop('silence', watchSilence, SILENCE_REST_MS);
  const retention = startLoop('retention', forgetOldDeliveries, RETENTION_REST_MS);
  const forgetInbox = onNotificationStored(inbox.wake);
  const forgetOrders = onOrderChanged(webhooks.wake);
  return {
    stop: async () => {
      forgetInbox();
      forgetOrders();
      const looking = [inbox, sweep, refunds, methods, access, listing, reconciliation, creations, syncs];
      const loops = [...looking, webhooks, life, keyUses, polls, renewal, silence, retention];
      await Promise.all([...loops.map((loop) => loop.stop()), stopWebhookWork()]);
      await countPolls().catch((error: unknown) => log.warn({ error }, 'the last questions of tills were not kept'));
      await endBeat();
    },
    lastRoundAt: () => {
      const [inboxAt, sweepAt] = [inbox.lastRoundAt(), sweep.lastRoundAt()];
      return inboxAt && sweepAt && new Date(Math.min(inboxAt.getTime(), sweepAt.getTime()));
    },
  };
}

/** A round is never followed at once by another: what is asked meanwhile is gathered. */
async function countPolls(): Promise<number> {
  await flushPolls();
  return 0;
}

/**
 * Goes round and round. A round that takes long, because Mercado Pago does, does not hold up what others wait for: the
 * next ones begin beside it. Quick rounds follow each other, so that what arrives meanwhile is gathered.
 */
function startLoop(name: string, round: () => Promise<number>, restMs: number) {
  let isStopping = false;
  let lastRoundAt: Date | null = null;
  const running = new Set<Promise<number>>();
  const bell = createBell();

  async function goRound(): Promise<number> {
    try {
      const done = await round();
      lastRoundAt = new Date();
      return done === 0 ? restMs : 0;
    } catch (error) {
      log.error({ error, loop: name }, 'a round of the worker failed');
      return FAILURE_REST_MS;
    }
  }

  function begin(): Promise<number> {
    const going = goRound().finally(() => running.delete(going));
    running.add(going);
    return going;
  }

  const finished = (async () => {
    while (!isStopping) {
      bell.reset();
      await bell.rest(await atMost(SLOW_ROUND_MS, begin()));
      if (running.size >= ROUNDS_AT_ONCE) await Promise.race(running);
    }
    await Promise.all(running);
  })();

  return {
    wake: bell.ring,
    lastRoundAt: () => lastRoundAt,
    stop: async () => {
      isStopping = true;
      bell.ring();
      await finished;
    },
  };
}

/** A rest that can be ended early; ringing before it begins ends it at once. */
function createBell() {
  let hasRung = false;
  let end: () => void = () => undefined;
  return {
    reset: () => {
      hasRung = false;
    },
    ring: () => {
      hasRung = true;
      end();
    },
    rest: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, hasRung ? 0 : ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

/** How long to rest after a round, 0 when it is not over in time. */
async function atMost(ms: number, round: Promise<number>): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const isSlow = new Promise<number>((resolve) => {
    timer = setTimeout(resolve, ms, 0);
  });
  const restMs = await Promise.race([round, isSlow]);
  clearTimeout(timer);
  return restMs;
}
