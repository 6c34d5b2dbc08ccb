import { Note } from '@/app/_ui/note';

/** What came of a press, in words. */
export type PressAnswer = { readonly isDone: boolean; readonly title: string; readonly detail: string | null };

/** Says what came of a press, to eyes and readers; nothing before the first one. */
export function Answer({ answer }: { answer: PressAnswer | null }) {
  if (!answer) return null;
  return (
    <Note tone={answer.isDone ? 'idle' : 'warn'} role={answer.isDone ? 'status' : 'alert'} title={answer.title}>
      {answer.detail}
    </Note>
  );
}
