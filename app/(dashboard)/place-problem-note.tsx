import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Note } from '@/app/_ui/note';
import { RefusalNote } from '@/app/_ui/refusal-note';
import { RefusalWords } from '@/app/_ui/refusal-words';
import type { PlaceProblem } from './place-problem';

type PlaceProblemNoteProps = { problem: PlaceProblem | null };

/**
 * What came of a form as a whole, above it: what is said at a field in our words is here in Mercado Pago's. It comes into
 * sight, for the button that sends a long form is far below. It needs the messages `places` and `refusal` in the browser.
 */
export function PlaceProblemNote({ problem }: PlaceProblemNoteProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) box.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  if (!problem) return null;
  return (
    <div ref={box} className="min-w-0 scroll-mt-24">
      <Words problem={problem} />
    </div>
  );
}

function Words({ problem }: { problem: PlaceProblem }) {
  const t = useTranslations('places.problem');
  if (problem.kind === 'refused' && problem.refusal)
    return <RefusalNote refusal={problem.refusal} bundle={problem.refusal.bundle} role="alert" />;
  const tone = problem.kind === 'refused' || problem.kind === 'fields' ? 'stop' : 'warn';
  return (
    <>
      <Note tone={tone} role="alert" title={t(problem.kind)} />
      {problem.refusal ? <RefusalWords refusal={problem.refusal} bundle={problem.refusal.bundle} /> : null}
    </>
  );
}
