import 'server-only';
import { saveTillSettings, writeAudit } from '@/db/merchants';
import { getPos, updatePos } from '@/db/pos';
import { problemOfTemplate, type TemplateProblem } from '@/lib/domain/reference-template';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

type By = { readonly personId: string };

/** Keeps how references are made on tills without a template of their own; empty for plain numbers. */
export async function setReferenceTemplate(
  merchant: Merchant,
  text: string,
  { posKey, by }: { posKey: string | null; by: By },
): Promise<TemplateProblem | null> {
  const template = text.trim();
  const problem = template === '' ? null : problemOfTemplate(template, { isOfOneTill: posKey !== null });
  if (problem) return problem;
  const referenceTemplate = template === '' ? null : template;
  const pos = posKey === null ? null : await getPos(merchant, posKey);
  if (posKey !== null && !pos) throw new AppError('not_found', 'no such POS');
  if (pos) await updatePos(merchant, pos.id, { referenceTemplate });
  else await saveTillSettings(merchant, { referenceTemplate });
  const data = { posId: pos?.id ?? null, referenceTemplate };
  await writeAudit(merchant, { personId: by.personId, action: 'reference_template_set', data });
  return null;
}

/** Keeps the percent of IVA inside amounts that are typed at a till. */
export async function setTypedTaxRate(merchant: Merchant, typedTaxRate: number, by: By): Promise<void> {
  if (!Number.isInteger(typedTaxRate) || typedTaxRate < 0 || typedTaxRate > 100)
    throw new AppError('invalid_input', 'not a percent', { fields: { typedTaxRate: 'invalid' } });
  await saveTillSettings(merchant, { typedTaxRate });
  await writeAudit(merchant, { personId: by.personId, action: 'typed_tax_rate_set', data: { typedTaxRate } });
}
