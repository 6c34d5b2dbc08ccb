'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useId, useRef } from 'react';
import { Button } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { screenIcon, soundIcon, soundOffIcon } from '@/app/_ui/icons';
import { readReceiptPaper, receiptPapers } from '@/lib/domain/receipt';
import { languageTags } from '@/lib/i18n/locales';
import { unlockSounds } from '../state/sounds';
import { announce } from '../state/use-moments';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';

/** Who charges, and what this device does when money comes: a native popover, closed by Esc or a press elsewhere. */
export function TillMenu({ preferences }: { preferences: ReactNode }) {
  const t = useTranslations('till.menu');
  const paid = useTranslations('charge.paid');
  const locale = useLocale();
  const { personName, settings, changeSettings, customerScreen } = useTillPlace();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  useTillKeys({ '?': () => menu.current?.showPopover() }, settings.keys);
  const isSilent = !settings.notes && !settings.voice;
  const tryOut = () => {
    unlockSounds();
    announce(settings, 'paid', [40, 60, 120], paid('title'), languageTags[locale]);
  };
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={t('title')}
        className="inline-flex h-11 items-center gap-2 rounded-md px-2 text-sm font-medium hover:bg-hover"
      >
        <Icon shape={isSilent ? soundOffIcon : soundIcon} size={18} className="text-ink-3" />
        <span className="max-desktop:hidden">{personName}</span>
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="fixed inset-auto top-[calc(var(--banner)+60px)] right-3 m-0 max-h-[calc(100dvh-var(--banner)-72px)] w-80 max-w-[calc(100vw-24px)] overflow-y-auto rounded-lg bg-raised p-4 text-sm shadow-2"
      >
        <p className="font-medium">{t('person', { name: personName })}</p>
        <p className="mt-3 font-semibold">{t('title')}</p>
        <p className="text-xs text-ink-3">{t('detail')}</p>
        <div className="mt-2 grid">
          {switches.map((name) => (
            <Switch
              key={name}
              label={t(name)}
              isOn={settings[name]}
              onChange={(isOn) => changeSettings({ [name]: isOn })}
            />
          ))}
        </div>
        <Button type="button" size="small" className="mt-2" onClick={tryOut}>
          <Icon shape={soundIcon} size={14} />
          {t('test')}
        </Button>
        <TicketSettings />
        {customerScreen === null ? null : (
          <a
            href={customerScreen}
            target="customer screen"
            rel="noreferrer"
            className="mt-2 -mx-2 flex h-11 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Icon shape={screenIcon} className="text-ink-3" />
            {t('screen')}
          </a>
        )}
        <div className="mt-4 grid justify-items-start gap-3 border-t border-line pt-4">{preferences}</div>
        {settings.keys ? <KeyList /> : null}
      </div>
    </>
  );
}

/** What paper this device's printer takes, and whether it is asked first. */
function TicketSettings() {
  const t = useTranslations('till.menu');
  const { settings, changeSettings } = useTillPlace();
  return (
    <div className="mt-3 border-t border-line pt-2">
      <Switch label={t('ticket')} isOn={settings.ticket} onChange={(isOn) => changeSettings({ ticket: isOn })} />
      {settings.ticket ? <p className="mb-1 text-xs text-ink-3">{t('ticketHint')}</p> : null}
      <label className="flex items-center justify-between gap-2">
        {t('paper')}
        <select
          value={settings.paper}
          onChange={(event) => changeSettings({ paper: readReceiptPaper(event.target.value) })}
          className="h-9 rounded-md border border-line-control bg-surface px-2 pointer-coarse:h-11"
        >
          {receiptPapers.map((paper) => (
            <option key={paper} value={paper}>
              {paper === 'a4' ? 'A4' : `${paper} mm`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Every key of the till, and what it does. */
function KeyList() {
  const t = useTranslations('till.menu.key');
  return (
    <section className="mt-4 border-t border-line pt-4">
      <h2 className="mb-2 font-semibold">{t('title')}</h2>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5">
        {keyNames.map(([key, name]) => (
          <div key={name} className="contents">
            <dt>
              <kbd className="inline-block min-w-6 rounded-xs border border-line-strong px-1.5 text-center font-sans text-2xs font-medium">
                {key}
              </kbd>
            </dt>
            <dd className="text-ink-2">{t(name)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const keyNames = [
  ['0–9', 'digits'],
  ['Enter', 'enter'],
  ['+ −', 'quantity'],
  ['/', 'search'],
  ['D', 'discount'],
  ['P', 'check'],
  ['Esc', 'escape'],
  ['?', 'help'],
] as const;

const switches = ['notes', 'voice', 'vibration', 'keys'] as const;

type SwitchProps = { label: string; isOn: boolean; onChange: (isOn: boolean) => void };

function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <label className="flex h-11 items-center justify-between gap-4">
      {label}
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="relative h-5 w-8 shrink-0 appearance-none rounded-full bg-line-control transition-colors duration-fade before:absolute before:inset-y-0.5 before:left-0.5 before:w-4 before:rounded-full before:bg-white before:transition-[translate] before:duration-fade checked:bg-accent checked:before:translate-x-3 forced-colors:border"
      />
    </label>
  );
}
