'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { CsvFields } from '@/app/(dashboard)/csv-fields';
import { csvFormToSend } from '@/app/(dashboard)/csv-form';
import { catalogColumns, MAX_CATALOG_LINES } from '@/lib/domain/catalog-file';
import { MOST_CATALOG_ITEMS } from '@/lib/domain/catalog-item';
import type { CurrencyId } from '@/lib/domain/sites';
import { type CatalogFileState, readFile } from './actions';
import { PlannedItems } from './planned-items';

const untouched: CatalogFileState = { problem: null, lines: null, done: null, text: '' };

/** The state before stays here: sent along, it would bring a long file over what the server takes. */
async function sendFile(_before: CatalogFileState, form: FormData): Promise<CatalogFileState> {
  const sent = csvFormToSend(form);
  return sent ? readFile(sent) : { ...untouched, problem: 'too_long' };
}

/** A file is chosen or pasted, then seen line by line, and only then kept. */
export function CatalogFileForm({ currencyId }: { currencyId: CurrencyId }) {
  const t = useTranslations('catalog.file');
  const [state, action] = useActionState(sendFile, untouched);
  const most = String(state.problem === 'full' ? MOST_CATALOG_ITEMS : MAX_CATALOG_LINES);
  return (
    <div className="grid gap-8">
      <form action={action} className="grid max-w-160 content-start gap-4">
        <p className="text-sm text-ink-2">{t('about')}</p>
        <p className="code text-xs wrap-anywhere whitespace-normal text-ink-3">{catalogColumns.join(', ')}</p>
        <CsvFields words={{ choose: t('choose'), paste: t('paste') }} text={state.done ? '' : state.text} rows={6} />
        <div>
          <SubmitButton busyLabel={t('previewing')}>{t('preview')}</SubmitButton>
        </div>
      </form>
      <div aria-live="polite" className="grid gap-4">
        {state.problem ? <Note tone="stop" role="alert" title={t(`problem.${state.problem}`, { most })} /> : null}
        {state.done ? (
          <Note
            tone="paid"
            role="status"
            title={t('done', state.done)}
            actions={
              <ButtonLink href="/catalog" size="small">
                {t('see')}
              </ButtonLink>
            }
          />
        ) : null}
        {state.lines ? <Preview state={state} lines={state.lines} action={action} currencyId={currencyId} /> : null}
      </div>
    </div>
  );
}

type PreviewProps = {
  state: CatalogFileState;
  lines: NonNullable<CatalogFileState['lines']>;
  action: (form: FormData) => void;
  currencyId: CurrencyId;
};

function Preview({ state, lines, action, currencyId }: PreviewProps) {
  const t = useTranslations('catalog.file');
  const count = (of: string) => lines.filter((line) => line.state === of).length;
  const [fresh, changed, same, wrong] = [count('new'), count('changed'), count('same'), count('wrong')];
  const words = { fresh: String(fresh), changed: String(changed), same: String(same), wrong: String(wrong) };
  return (
    <>
      <form action={action} className="flex flex-wrap items-center gap-3">
        <input type="hidden" name="text" value={state.text} />
        <p className="text-sm font-medium">{t('count', words)}</p>
        {fresh + changed > 0 ? (
          <SubmitButton tone="primary" name="confirm" value="1" busyLabel={t('keeping')}>
            {t('submit', { count: fresh + changed })}
          </SubmitButton>
        ) : (
          <p className="text-sm text-ink-3">{t('nothing')}</p>
        )}
      </form>
      <PlannedItems lines={lines} currencyId={currencyId} />
    </>
  );
}
