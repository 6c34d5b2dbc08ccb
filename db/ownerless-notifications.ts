import 'server-only';
import { count, desc, max, min } from 'drizzle-orm';
import type { System } from '../lib/domain/scope';
import { db } from './client';
import { ownerlessNotifications } from './schema';

export type OwnerlessNotification = typeof ownerlessNotifications.$inferSelect;

/** What came to the application's URL and belongs to no merchant, newest first. */
export async function listOwnerlessNotifications(_system: System, limit: number): Promise<OwnerlessNotification[]> {
  return db.select().from(ownerlessNotifications).orderBy(desc(ownerlessNotifications.id)).limit(limit);
}

/** How many there are per account that they name, null for those that name none, and when they came; most first. */
export async function countOwnerlessNotifications(
  _system: System,
): Promise<{ userId: string | null; deliveries: number; firstAt: Date | null; lastAt: Date | null }[]> {
  const deliveries = count();
  return db
    .select({
      userId: ownerlessNotifications.userId,
      deliveries,
      firstAt: min(ownerlessNotifications.receivedAt),
      lastAt: max(ownerlessNotifications.receivedAt),
    })
    .from(ownerlessNotifications)
    .groupBy(ownerlessNotifications.userId)
    .orderBy(desc(deliveries), ownerlessNotifications.userId)
    .limit(100);
}
