import { z } from 'zod';

const beforeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z_[0-9a-f-]{36}$/)
  .transform((text) => ({ at: new Date(text.slice(0, -37)), id: text.slice(-36) }))
  .refine(({ at, id }) => !Number.isNaN(at.getTime()) && z.uuid().safeParse(id).success);

/** Where a page of the ledger begins, from its address; null for the newest and for nonsense. */
export function readBefore(value: string | string[] | undefined): { at: Date; id: string } | null {
  return beforeSchema.safeParse(value).data ?? null;
}

export function writeBefore({ at, id }: { at: Date; id: string }): string {
  return `${at.toISOString()}_${id}`;
}
