/** What an unattended POS says while no order is ready: a sale is under way and its amount not yet known, or nothing is. */
export const unattendedWaitings = ['in_process', 'unavailable'] as const;
export type UnattendedWaiting = (typeof unattendedWaitings)[number];

/** What a question for an order was answered; one under a key of nobody's is not counted. */
export type UnattendedPollAnswer = 'ready' | UnattendedWaiting | 'timeout';

/** How long counted questions are kept. */
export const POLLS_KEPT_DAYS = 14;

/** How the test of an address names itself, so that the log tells it from Mercado Pago. */
export const UNATTENDED_TESTER = 'Mostrador tester';
