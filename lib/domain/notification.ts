/**
 * What came of a delivery. `changed` and `nothing_new`: an order of ours was looked at. `not_ours`: Mercado Pago knows it
 * and no order of ours has its reference. `not_found_yet`, `no_answer`: Mercado Pago did not know it, or did not answer.
 * `waiting`: it waits for a look that is under way or that was just made. `not_followed`: it names nothing to look up.
 */
export const notificationOutcomes = [
  'changed',
  'nothing_new',
  'not_ours',
  'not_found_yet',
  'no_answer',
  'waiting',
  'not_followed',
] as const;
export type NotificationOutcome = (typeof notificationOutcomes)[number];

/** Outcomes that may still become another one by themselves. */
export const openOutcomes = ['not_found_yet', 'no_answer', 'waiting'] as const satisfies NotificationOutcome[];

export const signatureVerdicts = ['valid', 'invalid', 'unverifiable'] as const;
export type SignatureVerdict = (typeof signatureVerdicts)[number];

/** What a delivery says that it is about, whatever the sender's word for it. */
export const notificationTopics = ['merchant_order', 'payment', 'order', 'self_test', 'other'] as const;
export type NotificationTopic = (typeof notificationTopics)[number];

/** The topic that our own test of the notification URL carries. It names nothing, so that it is never looked up. */
export const SELF_TEST_TOPIC = 'self_test';
