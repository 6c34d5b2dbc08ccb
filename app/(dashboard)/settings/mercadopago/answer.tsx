import { Note } from '@/app/_ui/note';
import { RefusalNote } from '@/app/_ui/refusal-note';
import type { RefusalWithBundle } from '@/lib/domain/support-bundle';

/** What came of a press, in words. */
export type PressAnswer = {
  readonly isDone: boolean;
  readonly title: string;
  readonly detail: string | null;
  /** What Mercado Pago said, told like every refusal, behind the title; null when it said nothing. */
  readonly refusal: RefusalWithBundle | null;
};

/** Says what came of a press, to eyes and readers; nothing before the first one. */
export function Answer({ answer }: { answer: PressAnswer | null }) {
  if (!answer) return null;
  const { refusal } = answer;
  if (refusal)
    return <RefusalNote refusal={refusal} bundle={refusal.bundle} lead={answer.title} tone="warn" role="alert" />;
  return (
    <Note tone={answer.isDone ? 'idle' : 'warn'} role={answer.isDone ? 'status' : 'alert'} title={answer.title}>
      {answer.detail}
    </Note>
  );
}
