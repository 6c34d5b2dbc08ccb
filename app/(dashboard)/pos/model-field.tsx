import { useTranslations } from 'next-intl';
import { posModels } from '@/lib/domain/pos';

/** The ways a till can charge, each with where it is used. */
export function ModelField({ defaultValue, error }: { defaultValue: string; error?: string | undefined }) {
  const t = useTranslations('places.till');
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-base font-semibold">{t('model')}</legend>
      <div className="grid gap-2 tablet:grid-cols-2">
        {posModels.map((model) => (
          <label
            key={model}
            className="flex cursor-pointer gap-3 rounded-md border border-line-strong px-3.5 py-3 text-sm hover:bg-hover has-checked:border-accent-mark has-checked:bg-selected has-checked:shadow-[0_0_0_1px_var(--accent-mark)] has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="model"
              value={model}
              defaultChecked={model === defaultValue}
              className="mt-0.5 size-4 shrink-0 accent-(--accent)"
            />
            <span className="min-w-0">
              <span className="block font-medium">{t(`models.${model}.name`)}</span>
              <span className="block text-xs text-ink-2">{t(`models.${model}.example`)}</span>
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p role="alert" className="mt-1.5 text-xs text-stop-ink">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
