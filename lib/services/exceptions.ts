import 'server-only';
import { db } from '@/db/client';
import { type CaseRow, changeCase, listPossibleOwners, loadCase } from '@/db/exceptions';
import type { CaseEntryData, CaseEntryType, CaseResolution } from '@/lib/domain/exception-case';
import { needsNote, resolutionsByKind } from '@/lib/domain/exception-case';
import { permissionsByRole, roles } from '@/lib/domain/permissions';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

const MAX_NOTE = 2_000;

/** Makes somebody the one who looks into a case: themselves, another person who may, or nobody. */
export async function assignCase(
  merchant: Merchant,
  caseId: string,
  { ownerPersonId, personId }: { ownerPersonId: string | null; personId: string },
): Promise<void> {
  const owners = await listPossibleOwners(merchant, rolesThatMay);
  const owner = owners.find((one) => one.id === ownerPersonId);
  if (ownerPersonId !== null && !owner) throw new AppError('not_found', 'nobody who may own a case');
  await change(merchant, caseId, personId, (before) => {
    if (before.ownerPersonId === ownerPersonId) return null;
    const type = ownerPersonId === null ? 'released' : ownerPersonId === personId ? 'taken' : 'assigned';
    return { columns: { ownerPersonId }, entry: { type, data: owner ? { ownerName: owner.name } : {} } };
  });
}

/** Writes a note into the history of a case. */
export async function noteOnCase(
  merchant: Merchant,
  caseId: string,
  { note, personId }: { note: string; personId: string },
): Promise<void> {
  const text = readNote(note);
  if (text === null) throw noteMissing();
  await change(merchant, caseId, personId, () => ({ columns: {}, entry: { type: 'noted', data: { note: text } } }));
}

/**
 * Ends a case. Throws `conflict` when it is not open, or is not any more what `version` showed: nobody decides on facts
 * that they did not see.
 */
export async function resolveCase(
  merchant: Merchant,
  caseId: string,
  decision: { resolution: string; note: string; personId: string; version: number },
): Promise<void> {
  const now = new Date();
  await change(
    merchant,
    caseId,
    decision.personId,
    (before) => {
      if (before.status !== 'open' || before.version !== decision.version)
        throw new AppError('conflict', 'the case is not what it was');
      const resolution = resolutionOf(before, decision.resolution);
      const note = readNote(decision.note);
      if (needsNote(resolution) && note === null) throw noteMissing();
      return {
        columns: { status: 'resolved', resolution, resolvedAt: now },
        entry: { type: 'resolved', data: { resolution, ...(note === null ? {} : { note }) } },
      };
    },
    now,
  );
}

const rolesThatMay = roles.filter((role) => permissionsByRole[role].includes('reconciliation:write'));

type Change = {
  readonly columns: Parameters<typeof changeCase>[3]['columns'];
  readonly entry: { readonly type: CaseEntryType; readonly data: CaseEntryData };
};

async function change(
  merchant: Merchant,
  caseId: string,
  personId: string,
  decide: (before: CaseRow) => Change | null,
  at = new Date(),
): Promise<void> {
  await db.transaction(async (transaction) => {
    const before = await loadCase(merchant, transaction, caseId);
    if (!before) throw new AppError('not_found', 'no such case');
    const changed = decide(before);
    if (changed) await changeCase(merchant, transaction, before, { ...changed, personId, at });
  });
}

function resolutionOf({ kind }: CaseRow, wanted: string): CaseResolution {
  const resolution = resolutionsByKind[kind].find((known) => known === wanted);
  if (!resolution) throw new AppError('invalid_input', 'no such resolution', { fields: { resolution: 'invalid' } });
  return resolution;
}

function readNote(text: string): string | null {
  const note = text.trim();
  if (note.length > MAX_NOTE)
    throw new AppError('invalid_input', 'the note is too long', { fields: { note: 'too_long' } });
  if (note.includes('\0') || !note.isWellFormed())
    throw new AppError('invalid_input', 'the note is damaged', { fields: { note: 'ill_formed_text' } });
  return note === '' ? null : note;
}

function noteMissing(): AppError {
  return new AppError('invalid_input', 'a note is missing', { fields: { note: 'required' } });
}
