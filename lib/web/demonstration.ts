import 'server-only';
import { env } from '@/lib/env';

/** True when this server seeded the demonstration, whose sign-in the login page may offer. */
export function isDemonstration(): boolean {
  return env().MOSTRADOR_DEMO === '1';
}
