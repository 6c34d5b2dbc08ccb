'use client';

import { ProblemNotice, type ProblemProps } from '@/app/_ui/problem-notice';

/** A page of the desk that failed; the navigation stays. */
export default function DashboardError(problem: ProblemProps) {
  return <ProblemNotice {...problem} />;
}
