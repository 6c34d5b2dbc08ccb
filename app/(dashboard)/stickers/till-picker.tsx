import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Input } from '@/app/_ui/input';

/** A till as the studio offers it. */
export type OfferedTill = {
  readonly key: string;
  readonly name: string;
  readonly storeName: string;
  readonly externalPosId: string | null;
  readonly problem: 'unread' | 'inactive' | null;
  readonly isPrinted: boolean;
};

type TillPickerProps = {
  tills: readonly OfferedTill[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
};

/** Which tills: all, those that a filter leaves, a whole store, or one by one. */
export function TillPicker({ tills, chosen, onChange }: TillPickerProps) {
  const t = useTranslations('stickers.studio');
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLocaleLowerCase();
  const shown = tills.filter((till) =>
    [till.name, till.storeName, till.externalPosId ?? ''].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
  const change = (keys: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const key of keys) isChosen ? next.add(key) : next.delete(key);
    onChange(next);
  };
  const printable = shown.filter(({ problem }) => problem === null).map(({ key }) => key);
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-2">
        <h2 className="text-base font-semibold">{t('tills')}</h2>
        <span className="num ml-auto text-sm text-ink-3" aria-live="polite">
          {t('chosen', { count: chosen.size })}
        </span>
      </div>
      <Input
        type="search"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        placeholder={t('filter')}
        aria-label={t('filter')}
      />
      <div className="flex gap-2">
        <Button type="button" size="small" onClick={() => change(printable, true)}>
          {t('all')}
        </Button>
        <Button type="button" size="small" tone="quiet" onClick={() => onChange(new Set())}>
          {t('none')}
        </Button>
      </div>
      {shown.length === 0 ? <p className="py-3 text-sm text-ink-3">{t('noMatch')}</p> : null}
      <div className="max-h-80 overflow-y-auto rounded-md inset-ring inset-ring-line empty:hidden">
        {storesOf(shown).map(([store, group]) => (
          <StoreGroup key={store} store={store} tills={group} chosen={chosen} onChange={change} />
        ))}
      </div>
    </section>
  );
}

type StoreGroupProps = {
  store: string;
  tills: readonly OfferedTill[];
  chosen: ReadonlySet<string>;
  onChange: (keys: readonly string[], isChosen: boolean) => void;
};

function StoreGroup({ store, tills, chosen, onChange }: StoreGroupProps) {
  const t = useTranslations('stickers.studio');
  const keys = tills.filter(({ problem }) => problem === null).map(({ key }) => key);
  const all = keys.length > 0 && keys.every((key) => chosen.has(key));
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{store}</legend>
      <label className={`${row} bg-sunken text-xs text-ink-3`}>
        <input
          type="checkbox"
          checked={all}
          disabled={keys.length === 0}
          onChange={() => onChange(keys, !all)}
          className="size-4 accent-accent"
        />
        <span className="truncate">{store}</span>
      </label>
      {tills.map(({ key, name, problem, externalPosId }) => (
        <label key={key} className={`${row} text-sm has-checked:bg-selected ${problem ? 'text-ink-3' : ''}`}>
          <input
            type="checkbox"
            checked={chosen.has(key)}
            disabled={problem !== null}
            onChange={(event) => onChange([key], event.target.checked)}
            className="size-4 accent-accent"
          />
          <span className="min-w-0 truncate">{name}</span>
          <span className={`ml-auto shrink-0 text-xs text-ink-3 ${problem ? '' : 'code'}`}>
            {problem ? t(problem) : externalPosId}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const row = 'flex min-h-9 items-center gap-2.5 border-b border-line px-3 max-tablet:min-h-11 pointer-coarse:min-h-11';

/** Tills come by store already. */
function storesOf(tills: readonly OfferedTill[]): [string, OfferedTill[]][] {
  const stores = new Map<string, OfferedTill[]>();
  for (const till of tills) stores.set(till.storeName, [...(stores.get(till.storeName) ?? []), till]);
  return [...stores];
}
