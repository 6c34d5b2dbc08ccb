import { useTranslations } from 'next-intl';
import { Note } from '@/app/_ui/note';
import { RefusalNote } from '@/app/_ui/refusal-note';
import { RefusalWords } from '@/app/_ui/refusal-words';
import type { PlaceProblem } from './place-problem';

/** What came of a form as a whole, above it: what is said at a field in our words is here in Mercado Pago's. In the browser it needs the messages `places` and `refusal`. */
export function PlaceProblemNote({ problem }: { problem: PlaceProblem | null }) {
  const t = useTranslations('places.problem');
  if (!problem) return null;
  if (problem.kind === 'refused' && problem.refusal)
    return <RefusalNote refusal={problem.refusal} bundle={problem.refusal.bundle} role="alert" />;
  const tone = problem.kind === 'refused' || problem.kind === 'fields' ? 'stop' : 'warn';
  return (
    <div className="min-w-0">
      <Note tone={tone} role="alert" title={t(problem.kind)} />
      {problem.refusal ? <RefusalWords refusal={problem.refusal} bundle={problem.refusal.bundle} /> : null}
    </div>
  );
}
