import 'server-only';
import type { System } from '../lib/domain/scope';
import { db } from './client';
import { installation } from './schema';

/** The key of the application's notification URL. Throws when the migration's row is gone. */
export async function getInstallationKey(_system: System): Promise<string> {
  const [row] = await db.select({ notificationKey: installation.notificationKey }).from(installation);
  if (!row) throw new Error('the installation has no row');
  return row.notificationKey;
}
