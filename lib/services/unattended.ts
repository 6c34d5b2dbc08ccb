import 'server-only';
import { findUnattendedSale, type UnattendedSale } from '@/db/unattended';
import { actAsSystem } from '@/lib/domain/scope';
import type { UnattendedPollAnswer } from '@/lib/domain/unattended';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { type UnattendedAnswer, writeUnattendedAnswer } from '@/lib/mercadopago/unattended-answer';
import { notificationUrlOf } from './accounts';
import { publishableOrder } from './publishable-order';
import { notePoll, readAsker, type Sender } from './unattended-log';

/** A database that is not reached is given up after this: whoever asks waits only so long, and asks again. */
const PATIENCE_MS = 2_500;

/**
 * Answers Mercado Pago's question for the order of an unattended POS. It writes nothing and logs nothing: it is asked
 * again and again. A key of nobody's is `invalid`, a database that does not answer `timeout`. The question is counted in
 * memory.
 */
export async function answerUnattendedPoll(unattendedKey: string, sender: Sender): Promise<UnattendedAnswer> {
  if (!/^[\w-]{16,64}$/.test(unattendedKey)) return invalid;
  const startedMs = performance.now();
  const at = new Date();
  const sale = await withinPatience(findUnattendedSale(actAsSystem(), { unattendedKey, now: at }));
  if (sale === null) return invalid;
  const { answer, said, reference } = sale === 'timeout' ? timedOut : answerFor(sale);
  const tookUs = Math.round((performance.now() - startedMs) * 1000);
  notePoll({
    unattendedKey,
    asker: readAsker(sender),
    answer: said,
    status: answer.status,
    reference,
    tookUs,
    at,
  });
  return answer;
}

type ReadySale = Extract<UnattendedSale, { readonly order: object }>;
type Answered = { readonly answer: UnattendedAnswer; readonly said: UnattendedPollAnswer; readonly reference: string };

function answerFor(sale: UnattendedSale): Answered {
  if (!sale.order) return waiting[sale.protocol][sale.state];
  try {
    return ready(sale);
  } catch (error) {
    // Never anything but what the protocol knows, whatever is wrong with us.
    log.error({ error, orderId: sale.order.id }, 'an order could not be shown');
    return timedOut;
  }
}

function ready({ protocol, order, notificationKey, isConnectedByOAuth }: ReadySale): Answered {
  const published = publishableOrder(order, notificationUrlOf(notificationKey));
  const clientId = isConnectedByOAuth ? (env().MERCADOPAGO_CLIENT_ID ?? null) : null;
  return {
    answer: writeUnattendedAnswer(protocol, { kind: 'ready', order: published }, clientId),
    said: 'ready',
    reference: order.externalReference,
  };
}

const invalid = writeUnattendedAnswer('v1', { kind: 'invalid' });
const timedOut: Answered = { answer: writeUnattendedAnswer('v1', { kind: 'timeout' }), said: 'timeout', reference: '' };

/** The usual answers are always the same. */
const waiting = { v1: waitingIn('v1'), v2: waitingIn('v2') } as const;

function waitingIn(protocol: 'v1' | 'v2') {
  const say = (kind: 'in_process' | 'unavailable'): Answered => ({
    answer: writeUnattendedAnswer(protocol, { kind }),
    said: kind,
    reference: '',
  });
  return { in_process: say('in_process'), unavailable: say('unavailable') } as const;
}

/** One promise and no race: this is most of what an answer costs here. */
function withinPatience<Value>(reading: Promise<Value>): Promise<Value | 'timeout'> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS, 'timeout');
    const settle = (value: Value | 'timeout') => {
      clearTimeout(timer);
      resolve(value);
    };
    reading.then(settle, () => settle('timeout'));
  });
}
