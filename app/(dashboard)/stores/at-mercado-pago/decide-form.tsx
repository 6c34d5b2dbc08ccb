'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Button, ButtonLink } from '@/app/_ui/button';
import { PlaceProblemNote } from '@/app/(dashboard)/place-problem-note';
import { decideDifference, type ShownDifference } from './actions';

type DecideFormProps = {
  of: ShownDifference;
  /** Said with every button: "nombre de Centro". */
  field: string;
  name: string;
  /** Where ours can be completed, when Mercado Pago would need parts of an address that are not known here; else null. */
  fillAt: string | null;
};

/** Three ways out of a difference. */
export function DecideForm({ of, field, name, fillAt }: DecideFormProps) {
  const t = useTranslations('places.drift');
  const [problem, decide, isPending] = useActionState(decideDifference.bind(null, of), null);
  const decisions = fillAt === null ? (['adopt', 'push', 'ignore'] as const) : (['adopt', 'ignore'] as const);
  return (
    <form action={decide} className="grid gap-2">
      <div className="flex flex-wrap gap-1.5 wide:flex-nowrap">
        {decisions.map((decision) => (
          <Button
            key={decision}
            type="submit"
            name="decision"
            value={decision}
            size="small"
            tone={decision === 'ignore' ? 'quiet' : 'default'}
            aria-label={t(`${decision}Of`, { field, name })}
            aria-busy={isPending}
          >
            {t(decision)}
          </Button>
        ))}
        {fillAt === null ? null : (
          <ButtonLink href={fillAt} size="small" tone="quiet" aria-label={t('fillOf', { field, name })}>
            {t('fill')}
          </ButtonLink>
        )}
      </div>
      <PlaceProblemNote problem={problem} />
    </form>
  );
}
