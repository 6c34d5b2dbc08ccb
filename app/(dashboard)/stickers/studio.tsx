'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Note } from '@/app/_ui/note';
import { type SheetProblem, sheetBounds } from '@/lib/domain/sticker-sheet';
import { PrintPanel } from './print-panel';
import { changeChoice, pagesOf, planOf, type SheetChoice, usualChoice } from './sheet-choice';
import { SheetForm } from './sheet-form';
import { SheetPreview } from './sheet-preview';
import { type OfferedTill, TillPicker } from './till-picker';

type StudioProps = { tills: readonly OfferedTill[]; initiallyChosen: readonly string[] };

/** Everything that is chosen for a sheet at the left, the sheet at the right; on phones one above the other. */
export function Studio({ tills, initiallyChosen }: StudioProps) {
  const t = useTranslations('stickers.studio');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(initiallyChosen));
  const [choice, setChoice] = useState<SheetChoice>(usualChoice);
  const plan = planOf(choice);
  const keys = tills.filter(({ key }) => chosen.has(key)).map(({ key }) => key);
  const again = tills.filter(({ key, isPrinted }) => isPrinted && chosen.has(key)).length;
  return (
    <div className="mt-4 grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] border-t border-line desktop:grid-cols-[320px_minmax(0,1fr)]">
      <div className="grid content-start gap-6 p-4 tablet:px-6 tablet:py-5 desktop:sticky desktop:top-[calc(var(--banner)+8px)] desktop:max-h-[calc(100dvh-var(--banner)-91px)] desktop:self-start desktop:overflow-y-auto">
        <TillPicker tills={tills} chosen={chosen} onChange={setChosen} />
        <SheetForm
          choice={choice}
          cells={typeof plan === 'string' ? null : plan.cells.length}
          onChange={(change) => setChoice((before) => changeChoice(before, change))}
        />
        {typeof plan === 'string' ? (
          <Note tone="stop" role="alert" title={t(problemWords[plan], limitsOf(choice))} />
        ) : null}
        <ScaleHint paper={choice.paper === 'letter' ? 'letter' : 'a4'} />
        <PrintPanel choice={choice} tills={keys} again={again} isPossible={typeof plan !== 'string'} />
      </div>
      {typeof plan === 'string' ? null : (
        <SheetPreview
          key={`${plan.page.width} ${plan.page.height}`}
          choice={choice}
          plan={plan}
          tills={keys}
          pages={pagesOf(plan, choice, keys.length)}
        />
      )}
    </div>
  );
}

const problemWords = {
  out_of_bounds: 'outOfBounds',
  does_not_fit: 'doesNotFit',
  label_too_small: 'badMargins',
  no_such_cell: 'badMargins',
  bleed_too_wide: 'badMargins',
} as const satisfies Record<SheetProblem, string>;

function limitsOf({ paper }: SheetChoice): { gap: string } {
  return { gap: String(paper === 'custom' ? sheetBounds.mostLabelGap : sheetBounds.mostGap) };
}

/** A bar of 50 mm, to hold a ruler to: screens that know their size show it truly, paper always does. */
function ScaleHint({ paper }: { paper: string }) {
  const t = useTranslations('stickers.studio');
  return (
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">{t('printing')}</h2>
      <div aria-hidden="true" className="h-2 border border-t-0 border-ink-2" style={{ width: '50mm' }} />
      <p className="text-xs text-ink-3">{t('scaleHint')}</p>
      <a
        href={`/stickers/test-page?paper=${paper}`}
        target="_blank"
        rel="noreferrer"
        className="inline-flex min-h-9 items-center text-sm text-accent-ink underline underline-offset-2 max-tablet:min-h-11"
      >
        {t('testPage')}
      </a>
    </section>
  );
}
