import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { type PlaceProblem, placeProblemOf } from './place-problem';

const reasons = [
  'order_unfinished',
  'has_pos',
  'has_unknown_pos',
  'has_moved_pos',
  'has_sticker',
  'outcome_unknown',
  'partly_done',
] as const;

/** Why a store or till was not taken out of service. */
export type RetireState = {
  readonly problem: PlaceProblem | null;
  readonly why: (typeof reasons)[number] | null;
  /** The till that it is about. */
  readonly code: string | null;
};

/** The refusal that was thrown; whatever nobody expects stays thrown. */
export async function retireStateOf(error: unknown, merchant: Merchant, operation: string): Promise<RetireState> {
  const problem = await placeProblemOf(error, merchant, operation);
  const { why, external_pos_id: code } = error instanceof AppError ? error.details : {};
  return {
    problem,
    why: reasons.find((reason) => reason === why) ?? null,
    code: typeof code === 'string' ? code : null,
  };
}
