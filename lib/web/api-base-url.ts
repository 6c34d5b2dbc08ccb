import 'server-only';
import { env } from '@/lib/env';

/** Where POS systems find the API of this installation. */
export function apiBaseUrl(): string {
  return `${new URL(env().appUrl).origin}/api/v1`;
}
