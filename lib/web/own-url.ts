import 'server-only';
import { env } from '@/lib/env';

/** The full address of one of our own paths, as other devices reach it. */
export function ownUrl(path: string): string {
  return new URL(path, env().appUrl).toString();
}
