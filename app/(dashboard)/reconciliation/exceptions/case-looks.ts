import type { StatusLook } from '@/app/_ui/status-look';
import type { CaseReason } from '@/lib/domain/exception-case';

/** Shape and tone of what a case asks. */
export const caseLooks: Readonly<Record<CaseReason, StatusLook>> = {
  paid_late: { shape: 'disc-clock', tone: 'warn' },
  paid_over: { shape: 'ring-plus', tone: 'warn' },
  paid_partial: { shape: 'half-disc', tone: 'warn' },
  needs_review: { shape: 'flag', tone: 'warn' },
  missing_here: { shape: 'dashed-ring-question', tone: 'warn' },
  missing_there: { shape: 'octagon-cross', tone: 'stop' },
  status_differs: { shape: 'disc-clock', tone: 'warn' },
  amount_differs: { shape: 'ring-plus', tone: 'warn' },
  refund_not_in_books: { shape: 'return-arrow', tone: 'warn' },
};
