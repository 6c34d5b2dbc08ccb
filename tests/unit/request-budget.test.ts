import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HttpAnswer, NoAnswer } from '@/lib/mercadopago/http-exchange';
import { type Urgency, withinBudget } from '@/lib/services/request-budget';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  // The longest that each pause can be.
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let accounts = 0;

/** An account of which every request hangs until the test answers it, in the order in which they were sent. */
function openAccount() {
  accounts += 1;
  const account = `account ${accounts}`;
  const sent: ((outcome: HttpAnswer | NoAnswer) => void)[] = [];
  let asked = 0;
  const ask = (urgency: Urgency = 'background') => {
    const request = { method: 'GET', url: 'http://x', headers: {}, body: undefined, timeoutMs: 1, maxBytes: 1 };
    return withinBudget(() => new Promise((resolve) => sent.push(resolve)), account, urgency)(request);
  };
  /** Answers the oldest request that has no answer. */
  const answer = async (status: number, headers: Record<string, string> = {}) => {
    sent[asked]?.({ kind: 'answered', status, headers, bytes: new Uint8Array() });
    asked += 1;
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ask, answer, waiting: () => sent.length - asked };
}

/** How long it takes, to the tenth of a second, until a request is let through. */
async function secondsUntilSent({ ask, waiting }: ReturnType<typeof openAccount>): Promise<number> {
  for (let tenths = 0; tenths < 1_000; tenths++) {
    void ask();
    await vi.advanceTimersByTimeAsync(100);
    if (waiting() > 0) return tenths / 10;
  }
  return Number.POSITIVE_INFINITY;
}

describe('while Mercado Pago answers 429', () => {
  test('without a time each pause is twice the last, and never longer than 16 s', async () => {
    const account = openAccount();
    void account.ask();
    await vi.advanceTimersByTimeAsync(0);
    const pauses = [];
    for (let refusal = 0; refusal < 12; refusal++) {
      await account.answer(429);
      pauses.push(Math.round(await secondsUntilSent(account)));
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 16, 16, 16, 16, 16, 16, 16]);
    await account.answer(200);
    void account.ask();
    await vi.advanceTimersByTimeAsync(100);
    expect(account.waiting()).toBeGreaterThan(0);
  });

  test('requests that were under way together are one refusal', async () => {
    const account = openAccount();
    for (let request = 0; request < 20; request++) void account.ask();
    await vi.advanceTimersByTimeAsync(0);
    expect(account.waiting()).toBe(20);
    for (let request = 0; request < 20; request++) await account.answer(429);
    expect(await secondsUntilSent(account)).toBeLessThanOrEqual(1);
  });

  test('after a pause one request goes ahead, and the others when it is answered', async () => {
    const account = openAccount();
    void account.ask();
    await vi.advanceTimersByTimeAsync(0);
    await account.answer(429);
    for (let request = 0; request < 5; request++) void account.ask('person');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(account.waiting()).toBe(1);
    await account.answer(200);
    expect(account.waiting()).toBe(4);
  });

  test('one that hangs lets the next try after 2 s', async () => {
    const account = openAccount();
    void account.ask();
    await vi.advanceTimersByTimeAsync(0);
    await account.answer(429);
    void account.ask();
    for (let request = 0; request < 5; request++) void account.ask('person');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(account.waiting()).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(account.waiting()).toBe(2);
  });

  test.each([
    ['seconds', { 'retry-after': '30' }, 30],
    ['a date', { date: 'Sun, 22 Nov 2026 10:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 10:00:45 GMT' }, 45],
    ['more than a minute', { 'retry-after': '86400' }, 60],
    ['nothing that can be read', { 'retry-after': 'soon' }, 1],
  ])('a time that is told as %s is kept to', async (_, headers, seconds) => {
    const account = openAccount();
    void account.ask();
    await vi.advanceTimersByTimeAsync(0);
    await account.answer(429, headers);
    expect(Math.round(await secondsUntilSent(account))).toBe(seconds);
  });

  test('a person is told at once that nothing is sent when the pause outlasts their patience', async () => {
    const account = openAccount();
    void account.ask();
    await vi.advanceTimersByTimeAsync(0);
    await account.answer(429, { 'retry-after': '30' });
    expect(await account.ask('person')).toEqual({ kind: 'unanswered', wasSent: false, code: 'over_budget' });
  });
});
