import { useTranslations } from 'next-intl';
import { Note } from '@/app/_ui/note';
import type { PlaceProblem } from './place-problem';

/** What came of a form as a whole, above it. */
export function PlaceProblemNote({ problem }: { problem: PlaceProblem | null }) {
  const t = useTranslations('places.problem');
  if (!problem) return null;
  const tone = problem.kind === 'refused' || problem.kind === 'fields' ? 'stop' : 'warn';
  return <Note tone={tone} role="alert" title={t(problem.kind)} code={problem.code ?? undefined} />;
}
