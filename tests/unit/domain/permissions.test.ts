import { describe, expect, test } from 'vitest';
import {
  apiKeyScopes,
  isPermission,
  may,
  type Permission,
  permissions,
  permissionsByRole,
  type Role,
  roles,
} from '@/lib/domain/permissions';

/** Who may do what, in the order owner, manager, cashier, printer, accountant. Written down a second time on purpose. */
const matrix: Readonly<Record<Permission, readonly [0 | 1, 0 | 1, 0 | 1, 0 | 1, 0 | 1]>> = {
  'orders:read': [1, 1, 1, 0, 1],
  'orders:write': [1, 1, 1, 0, 0],
  'refunds:write': [1, 1, 0, 0, 0],
  'refunds:request': [1, 1, 1, 0, 0],
  'refunds:approve': [1, 1, 0, 0, 0],
  'stores:read': [1, 1, 1, 1, 1],
  'stores:write': [1, 1, 0, 0, 0],
  'pos:read': [1, 1, 1, 1, 1],
  'pos:write': [1, 1, 0, 0, 0],
  'notifications:read': [1, 1, 0, 0, 1],
  'reconciliation:write': [1, 1, 0, 0, 1],
  'accounting:read': [1, 1, 0, 0, 1],
  'catalog:write': [1, 1, 0, 0, 0],
  'settings:write': [1, 0, 0, 0, 0],
};
const columns: readonly Role[] = ['owner', 'manager', 'cashier', 'printer', 'accountant'];

describe('a role', () => {
  const cells = columns.flatMap((role, column) =>
    permissions.map((permission) => [role, permission, matrix[permission][column] === 1] as const),
  );

  test.each(cells)('%s may %s: %s', (role, permission, isAllowed) => {
    expect(may(role, permission)).toBe(isAllowed);
  });

  test('that exists is in the table, and none beside', () => {
    expect([...roles]).toEqual(columns);
    expect(Object.keys(permissionsByRole)).toEqual([...roles]);
  });

  test('holds only permissions that exist, each once', () => {
    for (const role of roles) {
      const held = permissionsByRole[role];
      expect(held.every(isPermission)).toBe(true);
      expect(new Set(held).size).toBe(held.length);
    }
  });
});

test('an API key can carry the eight published scopes, never the settings, and never a yes', () => {
  expect([...apiKeyScopes].sort()).toEqual([
    'notifications:read',
    'orders:read',
    'orders:write',
    'pos:read',
    'pos:write',
    'refunds:write',
    'stores:read',
    'stores:write',
  ]);
});

test.each(['', 'orders', 'orders:delete', 'ORDERS:READ', 'toString', '__proto__'])('%j is no permission', (word) => {
  expect(isPermission(word)).toBe(false);
});
