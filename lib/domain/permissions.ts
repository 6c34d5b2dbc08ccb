/** What somebody in a merchant may be. */
export const roles = ['owner', 'manager', 'cashier', 'printer', 'accountant'] as const;
export type Role = (typeof roles)[number];

/**
 * What a role or an API key may do; the scopes of API keys are the same words where they meet. `refunds:request` is asking
 * for money to be given back: whether a second person (`refunds:approve`) must agree is the limits' to say.
 */
export const permissions = [
  'orders:read',
  'orders:write',
  'refunds:write',
  'refunds:request',
  'refunds:approve',
  'stores:read',
  'stores:write',
  'pos:read',
  'pos:write',
  'notifications:read',
  'reconciliation:write',
  'accounting:read',
  'catalog:write',
  'settings:write',
] as const;
export type Permission = (typeof permissions)[number];

const all: readonly Permission[] = permissions;

/** The whole table; what is not here is not allowed. */
export const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  owner: all,
  manager: all.filter((permission) => permission !== 'settings:write'),
  cashier: ['orders:read', 'orders:write', 'refunds:request', 'stores:read', 'pos:read'],
  printer: ['stores:read', 'pos:read'],
  accountant: [
    'orders:read',
    'stores:read',
    'pos:read',
    'notifications:read',
    'reconciliation:write',
    'accounting:read',
  ],
};

/**
 * Scopes that an API key can carry. The rest is what only people do: a key gives back by its scope `refunds:write` and
 * never says yes to anything.
 */
export const apiKeyScopes = [
  'orders:read',
  'orders:write',
  'refunds:write',
  'stores:read',
  'stores:write',
  'pos:read',
  'pos:write',
  'notifications:read',
] as const satisfies readonly Permission[];

export function may(role: Role, permission: Permission): boolean {
  return permissionsByRole[role].includes(permission);
}

export function isPermission(value: string): value is Permission {
  return permissions.some((permission) => permission === value);
}
