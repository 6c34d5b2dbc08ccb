import 'server-only';
import type { ChangeSource } from '@/db/order-records';
import type { Role } from '@/lib/domain/permissions';
import type { Merchant } from '@/lib/domain/scope';
import type { Session } from './session';

/** A person who asks services for something. */
export type PersonCaller = {
  readonly merchant: Merchant;
  readonly by: ChangeSource;
  readonly principal: string;
  readonly role: Role;
};

/** A person of the desk as services know them: what they do is theirs in the history, and so are their keys. */
export function personCaller({ merchant, person, role }: Pick<Session, 'merchant' | 'person' | 'role'>): PersonCaller {
  return {
    merchant,
    by: { source: 'cashier', personId: person.id, apiKeyId: null },
    principal: `person ${person.id}`,
    role,
  };
}
