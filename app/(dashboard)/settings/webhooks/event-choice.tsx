'use client';

import { useTranslations } from 'next-intl';
import { webhookEventTypes } from '@/lib/domain/webhook';

type EventChoiceProps = { chosen: readonly string[]; error?: string };

/** Which events an address is told of. */
export function EventChoice({ chosen, error }: EventChoiceProps) {
  const t = useTranslations('webhooks');
  return (
    // Drawn anew with what was ticked: React empties a form once its action is over.
    <fieldset key={chosen.join()} className="min-w-0" aria-describedby={error ? 'events-error' : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{t('add.events')}</legend>
      <div className="grid gap-x-6 tablet:grid-cols-2">
        {webhookEventTypes.map((type) => (
          <label
            key={type}
            className="-mx-1.5 flex min-h-11 items-center gap-2.5 rounded-sm px-1.5 py-1 text-sm hover:bg-hover"
          >
            <input
              type="checkbox"
              name="events"
              value={type}
              defaultChecked={chosen.includes(type)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="grid min-w-0">
              {t(`event.${type}`)}
              <span className="code text-xs text-ink-3">{type}</span>
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id="events-error" role="alert" className="mt-1 text-xs text-stop-ink">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
