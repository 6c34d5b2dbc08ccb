import { useTranslations } from 'next-intl';
import { Section } from '@/app/_ui/section';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import type { CaseSummary } from '@/db/exceptions';
import { assign } from '../actions';

type CaseOwnerProps = {
  found: CaseSummary;
  owners: readonly { id: string; name: string }[];
  personId: string;
};

/** Who looks into it; anybody who may can take it, hand it on, or let it go. */
export function CaseOwner({ found, owners, personId }: CaseOwnerProps) {
  const t = useTranslations('reconciliation');
  const act = assign.bind(null, found.id);
  const isMine = found.ownerPersonId === personId;
  return (
    <Section title={t('case.owner')}>
      <p className="mb-3 text-sm text-ink-2">{found.ownerName ?? t('cases.nobody')}</p>
      <div className="grid gap-3">
        <form action={act}>
          <input type="hidden" name="owner" value={isMine ? '' : personId} />
          <SubmitButton size="small" busyLabel={t('case.saving')}>
            {isMine ? t('case.release') : t('case.take')}
          </SubmitButton>
        </form>
        <form action={act} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <SelectField
              id="owner"
              name="owner"
              label={t('case.assignTo')}
              key={found.ownerPersonId}
              defaultValue={found.ownerPersonId ?? personId}
            >
              {owners.map((owner) => (
                <option key={owner.id} value={owner.id}>
                  {owner.name}
                </option>
              ))}
            </SelectField>
          </div>
          <SubmitButton busyLabel={t('case.saving')}>{t('case.assign')}</SubmitButton>
        </form>
      </div>
    </Section>
  );
}
