import { expect, test } from 'vitest';
import { mayChargeOn, mayTakeOff } from '@/lib/domain/charging-rights';
import { type Role, roles } from '@/lib/domain/permissions';

const on = (role: Role, isForEverybody: boolean, ...named: string[]) =>
  mayChargeOn({ role, namedOn: new Set(named) }, { id: 'here', isForEverybody });

test('a till for everybody turns nobody away; one for some takes owners, managers and who is named there, not elsewhere', () => {
  expect(roles.every((role) => on(role, true))).toBe(true);
  expect(roles.filter((role) => on(role, false))).toEqual(['owner', 'manager']);
  expect(roles.filter((role) => on(role, false, 'elsewhere'))).toEqual(['owner', 'manager']);
  expect(on('cashier', false, 'elsewhere', 'here')).toBe(true);
});

test('an order is taken off a till by who charged it and by who may charge there, and by nobody else', () => {
  const here = { id: 'here', isForEverybody: false };
  const takes = (personId: string, ...namedOn: string[]) =>
    mayTakeOff(
      { personId, charger: { role: 'cashier', namedOn: new Set(namedOn) } },
      { createdByPersonId: 'ana' },
      here,
    );
  expect([takes('ana'), takes('luis', 'here'), takes('luis', 'elsewhere')]).toEqual([true, true, false]);
  const byKey = { createdByPersonId: null };
  expect(mayTakeOff({ personId: 'luis', charger: null }, byKey, here)).toBe(false);
  expect(mayTakeOff({ personId: 'luis', charger: { role: 'manager', namedOn: new Set() } }, byKey, here)).toBe(true);
});
