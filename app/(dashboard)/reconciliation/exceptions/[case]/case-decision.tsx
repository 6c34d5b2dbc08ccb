import { useTranslations } from 'next-intl';
import { Section } from '@/app/_ui/section';
import type { CaseSummary } from '@/db/exceptions';
import { resolutionsByKind } from '@/lib/domain/exception-case';
import { isExternalReference } from '@/lib/domain/external-reference';
import { AdoptForm, DecisionForm } from './case-forms';
import type { CasePageData } from './read-case';

/** What can be done: take the money into the books, end the case, write something down. */
export function CaseDecision({ found, tills }: { found: CaseSummary; tills: CasePageData['tills'] }) {
  const t = useTranslations('reconciliation');
  const problems = {
    gone: t('problem.gone'),
    noAnswer: t('problem.noAnswer'),
    noMoney: t('problem.noMoney'),
    already: t('problem.already'),
    noteRequired: t('case.noteRequired'),
    too_long: t('case.noteTooLong'),
  };
  const shared = { caseId: found.id, problems, busy: t('case.saving') };
  const note = { label: t('case.noteLabel'), hint: t('case.noteHint') };
  const isOpen = found.status === 'open';
  return (
    <>
      {isOpen && found.kind === 'orphan' ? (
        <Section title={t('case.adoptTitle')}>
          {isExternalReference(found.subject) ? (
            <AdoptForm
              {...shared}
              tills={tills}
              words={{
                detail: t('case.adoptDetail'),
                till: t('case.adoptTill'),
                hint: t('case.adoptHint'),
                submit: t('case.adopt'),
                busy: t('case.adopting'),
              }}
            />
          ) : (
            <p className="text-sm text-ink-2">{t('case.cannotAdopt')}</p>
          )}
        </Section>
      ) : null}
      <Section title={t(isOpen ? 'case.resolveTitle' : 'case.noteLabel')}>
        <DecisionForm
          {...shared}
          isOpen={isOpen}
          version={found.version}
          note={note}
          words={{
            detail: t('case.resolveDetail'),
            how: t('case.howLabel'),
            submit: t('case.resolve'),
            addNote: t('case.addNote'),
          }}
          choices={resolutionsByKind[found.kind].map((value) => ({ value, text: t(`resolution.${value}`) }))}
        />
      </Section>
    </>
  );
}
