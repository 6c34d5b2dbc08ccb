import 'server-only';
import { addPolls, type PollCount } from '@/db/unattended';
import { namedByProxy } from '@/lib/domain/forwarded-for';
import { actAsSystem } from '@/lib/domain/scope';
import type { UnattendedPollAnswer } from '@/lib/domain/unattended';
import { env } from '@/lib/env';

/*
 * Answering a question for an order writes nothing. What was asked is counted here, in memory, and the worker puts the
 * counts into the database once a second: a process that is killed loses that second, one that is stopped loses nothing.
 */

/** Who asks, as far as can be seen. */
export type Asker = { readonly address: string; readonly agent: string };

/** One answered question. */
export type Poll = {
  readonly unattendedKey: string;
  readonly asker: Asker;
  readonly answer: UnattendedPollAnswer;
  readonly status: number;
  readonly reference: string;
  readonly tookUs: number;
  readonly at: Date;
};

const MINUTE_MS = 60_000;
/**
 * Kinds of questions that are kept apart at a time. Somebody who asks under ever other names fills no database and no
 * memory: past this all askers are one.
 */
const MAX_KINDS = 500;
/** Waiting for a database that does not answer; past this the oldest minutes are given up. */
const MAX_WAITING = 5_000;
const MAX_AGENT_LENGTH = 80;
const MAX_ADDRESS_LENGTH = 45;

type Counting = { -readonly [Name in keyof PollCount]: PollCount[Name] };

type PollLog = {
  counts: Map<string, Counting>;
  minuteMs: number;
  kinds: Set<string>;
};

declare global {
  var mostradorPolls: PollLog | undefined;
}

/** Counts a question; microseconds of work, and never an error. */
export function notePoll(poll: Poll): void {
  const log = pollLog();
  const minuteMs = Math.floor(poll.at.getTime() / MINUTE_MS) * MINUTE_MS;
  if (minuteMs !== log.minuteMs) {
    log.minuteMs = minuteMs;
    log.kinds.clear();
  }
  const what = `${poll.unattendedKey} ${minuteMs} ${poll.answer} ${poll.status} ${poll.reference}`;
  const known = `${what} ${poll.asker.address} ${poll.asker.agent}`;
  const isKeptApart = log.kinds.has(known) || log.kinds.size < MAX_KINDS;
  if (isKeptApart) log.kinds.add(known);
  const kind = isKeptApart ? known : what;
  const count = log.counts.get(kind);
  if (!count) {
    if (log.counts.size >= MAX_WAITING) forgetOldest(log);
    log.counts.set(kind, begin(poll, minuteMs, isKeptApart));
    return;
  }
  count.asked += 1;
  count.totalUs += poll.tookUs;
  count.maxUs = Math.max(count.maxUs, poll.tookUs);
  count.lastAt = poll.at;
}

/** What a request says of its sender. */
export type Sender = {
  /** Our neighbour on the network. */
  readonly address: string | null | undefined;
  /** Whom others say that they speak for; believed only of a proxy of ours. */
  readonly forwardedFor: string | null | undefined;
  readonly agent: string | null | undefined;
};

/** A sender as it may be stored: short, and nothing that PostgreSQL cannot hold. */
export function readAsker({ address, forwardedFor, agent }: Sender): Asker {
  const from = (env().TRUST_PROXY === '1' ? namedByProxy(forwardedFor) : null) ?? address;
  return {
    address: clean(from?.trim().replace(/^::ffff:/, ''), MAX_ADDRESS_LENGTH),
    agent: clean(agent, MAX_AGENT_LENGTH),
  };
}

/** Puts what was counted into the database and says how many rows that were. What could not be put waits for the next time. */
export async function flushPolls(): Promise<number> {
  const log = pollLog();
  if (log.counts.size === 0) return 0;
  const taken = log.counts;
  log.counts = new Map();
  try {
    await addPolls(actAsSystem(), [...taken.values()]);
  } catch (error) {
    for (const [kind, count] of taken) putBack(log, kind, count);
    throw error;
  }
  return taken.size;
}

function begin(poll: Poll, minuteMs: number, isKeptApart: boolean): Counting {
  return {
    unattendedKey: poll.unattendedKey,
    minute: new Date(minuteMs),
    address: isKeptApart ? poll.asker.address : '',
    agent: isKeptApart ? poll.asker.agent : '',
    answer: poll.answer,
    status: poll.status,
    reference: poll.reference,
    asked: 1,
    totalUs: poll.tookUs,
    maxUs: poll.tookUs,
    lastAt: poll.at,
  };
}

function putBack(log: PollLog, kind: string, count: Counting): void {
  const newer = log.counts.get(kind);
  if (newer) {
    newer.asked += count.asked;
    newer.totalUs += count.totalUs;
    newer.maxUs = Math.max(newer.maxUs, count.maxUs);
    return;
  }
  if (log.counts.size < MAX_WAITING) log.counts.set(kind, count);
}

function forgetOldest(log: PollLog): void {
  const [oldest] = log.counts.keys();
  if (oldest !== undefined) log.counts.delete(oldest);
}

/** PostgreSQL cannot store NUL, nor half a character. */
function clean(text: string | null | undefined, length: number): string {
  return (text ?? '').replaceAll('\0', '').slice(0, length).toWellFormed();
}

function pollLog(): PollLog {
  globalThis.mostradorPolls ??= { counts: new Map(), minuteMs: 0, kinds: new Set() };
  return globalThis.mostradorPolls;
}
