import { AppError, type FieldErrorCode } from '../errors';
import { apiKeyScopes, type Permission } from './permissions';
import { textProblem } from './text-problem';

/** Bounds of what can be asked of a key; the database has the same. */
export const apiKeyBounds = {
  name: { max: 60 },
  days: { min: 1, usual: 90, max: 365 },
  ratePerSecond: { min: 1, usual: 50, max: 1000 },
} as const;

export type ApiKeyRequest = {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
  readonly ratePerSecond: number;
};

export type AcceptedApiKey = Omit<ApiKeyRequest, 'scopes'> & { readonly scopes: Permission[] };

/** Throws `invalid_input` naming every wrong field at once. */
export function acceptApiKey(request: ApiKeyRequest): AcceptedApiKey {
  const fields: Record<string, FieldErrorCode> = {};
  const name = request.name.trim();
  const nameProblem = textProblem(name, apiKeyBounds.name.max);
  if (nameProblem) fields.name = nameProblem;
  const scopes = apiKeyScopes.filter((scope) => request.scopes.includes(scope));
  if (request.scopes.length === 0) fields.scopes = 'required';
  else if (request.scopes.some((scope) => !scopes.some((known) => known === scope))) fields.scopes = 'invalid';
  for (const field of ['days', 'ratePerSecond'] as const) {
    const value = request[field];
    const { min, max } = apiKeyBounds[field];
    if (!Number.isInteger(value)) fields[field] = 'not_integer';
    else if (value < min) fields[field] = 'too_small';
    else if (value > max) fields[field] = 'too_large';
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', 'no such key', { fields });
  return { ...request, name, scopes };
}

/** Days before its end from which a key is said to end soon. */
const SOON_DAYS = 14;

/** How a key stands: of those that still work, `ends_soon` needs somebody to make the next one. */
export function apiKeyStateOf(
  key: { readonly revokedAt: Date | null; readonly expiresAt: Date },
  now: Date,
): 'active' | 'ends_soon' | 'expired' | 'revoked' {
  if (key.revokedAt) return 'revoked';
  const leftMs = key.expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return 'expired';
  return leftMs <= SOON_DAYS * 86_400_000 ? 'ends_soon' : 'active';
}
