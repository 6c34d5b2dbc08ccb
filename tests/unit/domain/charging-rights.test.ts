import { expect, test } from 'vitest';
import { mayChargeOn } from '@/lib/domain/charging-rights';
import { type Role, roles } from '@/lib/domain/permissions';

const on = (role: Role, isForEverybody: boolean, ...named: string[]) =>
  mayChargeOn({ role, namedOn: new Set(named) }, { id: 'here', isForEverybody });

test('a till for everybody turns nobody away; one for some takes owners, managers and who is named there, not elsewhere', () => {
  expect(roles.every((role) => on(role, true))).toBe(true);
  expect(roles.filter((role) => on(role, false))).toEqual(['owner', 'manager']);
  expect(roles.filter((role) => on(role, false, 'elsewhere'))).toEqual(['owner', 'manager']);
  expect(on('cashier', false, 'elsewhere', 'here')).toBe(true);
});
