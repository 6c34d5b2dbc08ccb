import 'server-only';
import { createHash } from 'node:crypto';

/** What is stored of an API key's secret. It has 256 random bits, so that one fast hash is enough. */
export function hashApiSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
