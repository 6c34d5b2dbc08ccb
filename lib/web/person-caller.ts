import type { RefundCaller } from '@/lib/services/refunds';
import type { Session } from './session';

/** A person of the desk as services know them: what they do is theirs in the history, and so are their keys. */
export function personCaller({ merchant, person, role }: Pick<Session, 'merchant' | 'person' | 'role'>): RefundCaller {
  return {
    merchant,
    by: { source: 'cashier', personId: person.id, apiKeyId: null },
    principal: `person ${person.id}`,
    role,
  };
}
