'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { decodeCsv, MAX_CSV_LENGTH } from '@/lib/domain/csv';
import { type FileProblem, type PlannedPlace, readPlaceFile, tillsOfRange } from '@/lib/domain/place-file';
import { posModels, settingsOfModel } from '@/lib/domain/pos';
import { makePlaces, type PlannedLine, previewPlaces } from '@/lib/services/place-import';
import { textIn } from '@/lib/web/form-text';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';
import { type PlaceProblem, placeProblemOf } from '../../place-problem';

/** What would be made, with all that makes it so: the second form sends it again, and it is judged again. */
export type PreviewState = {
  readonly problem: FileProblem | 'too_long' | 'range' | null;
  readonly refusal: PlaceProblem | null;
  readonly lines: readonly PlannedLine[] | null;
  readonly sent: Readonly<Record<string, string>>;
};

/** Shows what a range or file would make; with `confirm` it is made. */
export async function planTills(form: FormData): Promise<PreviewState> {
  await requirePermission('stores:write');
  const caller = personCaller(await requirePermission('pos:write'));
  const sent = await readSent(form);
  const read = readLines(sent);
  if ('problem' in read) return { problem: read.problem, refusal: null, lines: null, sent };
  let batchId: string | null = null;
  try {
    if (form.get('confirm') === null)
      return { problem: null, refusal: null, lines: await previewPlaces(caller.merchant, read.rows), sent };
    batchId = await makePlaces(caller, read.rows);
  } catch (error) {
    return { problem: null, refusal: await placeProblemOf(error, caller.merchant, 'places.create'), lines: null, sent };
  }
  if (batchId === null)
    return { problem: null, refusal: null, lines: await previewPlaces(caller.merchant, read.rows), sent };
  revalidatePath('/', 'layout');
  redirect(`/pos/many-tills/${batchId}`);
}

const fields = ['way', 'store', 'pattern', 'from', 'to', 'category', 'model', 'text'] as const;

async function readSent(form: FormData): Promise<Record<string, string>> {
  const sent = Object.fromEntries(fields.map((name) => [name, textIn(form, name)] as const));
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return sent;
  if (file.size > MAX_CSV_LENGTH) return { ...sent, way: 'too_long' };
  return { ...sent, text: decodeCsv(new Uint8Array(await file.arrayBuffer())) };
}

function readLines(
  sent: Readonly<Record<string, string>>,
): { readonly rows: readonly PlannedPlace[] } | { readonly problem: NonNullable<PreviewState['problem']> } {
  const { way, text = '' } = sent;
  if (way === 'too_long' || text.length > MAX_CSV_LENGTH) return { problem: 'too_long' };
  if (way === 'file') return readPlaceFile(text);
  const model = posModels.find((known) => known === sent.model) ?? 'attended';
  const rows = tillsOfRange({
    pattern: sent.pattern ?? '',
    from: numberOf(sent.from),
    to: numberOf(sent.to),
    rest: {
      storeKey: sent.store ?? '',
      category: sent.category ? numberOf(sent.category) : null,
      ...settingsOfModel(model),
    },
  });
  return rows ? { rows } : { problem: 'range' };
}

function numberOf(text: string | undefined): number {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}
