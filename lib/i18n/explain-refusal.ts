import { type Refusal, reasonOf } from '../domain/refusal';
import type { Locale } from './locales';
import { refusal as messages } from './messages/refusal';

/** A refusal in words: what it means, what to do, and Mercado Pago's own words for who wants them. */
export type ExplainedRefusal = {
  readonly what: string;
  readonly next: string;
  /** Status, code and sentence as received; null when there was nothing of theirs. */
  readonly raw: string | null;
};

/** The one way in which a refusal is told, wherever it is met. */
export function explainRefusal(refusal: Refusal, locale: Locale): ExplainedRefusal {
  const parts = [refusal.status, refusal.code, refusal.message].filter((part) => part !== null && part !== '');
  return { ...messages[locale].reason[reasonOf(refusal)], raw: parts.length > 0 ? parts.join(' · ') : null };
}
