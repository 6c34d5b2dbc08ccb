import { AppError } from '@/lib/errors';
import { type PlaceProblem, placeProblemOf } from './place-problem';

/** Why a store or till was not taken out of service. */
export type RetireState = {
  readonly problem: PlaceProblem | null;
  readonly why: 'order_unfinished' | 'has_pos' | 'has_sticker' | 'outcome_unknown' | null;
  /** The till that it is about. */
  readonly code: string | null;
};

const reasons = ['order_unfinished', 'has_pos', 'has_sticker', 'outcome_unknown'] as const;

/** The refusal that was thrown; whatever nobody expects stays thrown. */
export function retireStateOf(error: unknown): RetireState {
  const problem = placeProblemOf(error);
  const { why, external_pos_id: code } = error instanceof AppError ? error.details : {};
  return {
    problem,
    why: reasons.find((reason) => reason === why) ?? null,
    code: typeof code === 'string' ? code : null,
  };
}
