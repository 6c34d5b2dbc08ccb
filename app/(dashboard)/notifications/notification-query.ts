import { type CalendarDay, parseDay } from '@/lib/domain/calendar';
import {
  type NotificationTopic,
  notificationOutcomes,
  notificationTopics,
  type SignatureVerdict,
  signatureVerdicts,
} from '@/lib/domain/notification';

export const outcomeChoices = ['pending', ...notificationOutcomes] as const;
export type OutcomeChoice = (typeof outcomeChoices)[number];

/** What the address of the list asks for. An empty text and null ask for nothing. */
export type NotificationQuery = {
  readonly q: string;
  readonly topic: NotificationTopic | null;
  readonly outcome: OutcomeChoice | null;
  readonly signature: SignatureVerdict | null;
  /** Days, both included. */
  readonly from: CalendarDay | null;
  readonly to: CalendarDay | null;
};

/** The delivery that the page begins after, in either direction; at most one of them. */
export type NotificationPlace = { readonly older: number | null; readonly newer: number | null };

export type SearchParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads an address; what cannot be understood asks for nothing. Never throws. */
export function parseNotificationQuery(parameters: SearchParameters): {
  query: NotificationQuery;
  place: NotificationPlace;
} {
  const last = (name: string) => [parameters[name] ?? ''].flat().at(-1)?.trim() ?? '';
  const known = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === last(name)) ?? null;
  const id = (name: string) => (/^\d{1,15}$/.test(last(name)) ? Number(last(name)) : null);
  const q = last('q');
  const [from, to] = [parseDay(last('from')), parseDay(last('to'))];
  const isBackwards = from !== null && to !== null && from > to;
  return {
    query: {
      q: /^[A-Za-z0-9_-]{1,64}$/.test(q) ? q : '',
      topic: known('topic', notificationTopics),
      outcome: known('outcome', outcomeChoices),
      signature: known('signature', signatureVerdicts),
      from: isBackwards ? null : from,
      to: isBackwards ? null : to,
    },
    place: { older: id('older'), newer: id('older') === null ? id('newer') : null },
  };
}

/** The address that asks for this, in one spelling. */
export function notificationsHref(
  query: Partial<NotificationQuery> = {},
  place: Partial<NotificationPlace> = {},
): string {
  const pairs = Object.entries({ ...query, ...place }).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? '/notifications' : `/notifications?${new URLSearchParams(pairs)}`;
}
