'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Field } from '@/app/_ui/field';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { type StickerLocale, stickerLocales } from '@/lib/domain/sticker';
import { type LookState, saveLook } from './actions';

type LookFormProps = {
  brandName: string;
  merchantName: string;
  colour: string;
  locale: StickerLocale;
  /** As a `data:` address. */
  logo: string | null;
};

const before: LookState = { outcome: 'none' };

/** How the merchant's stickers look. */
export function LookForm({ brandName, merchantName, colour, locale, logo }: LookFormProps) {
  const t = useTranslations('stickers.look');
  const [{ outcome }, save] = useActionState(saveLook, before);
  const wrongLogo =
    outcome === 'logo_too_large' ? t('tooLarge') : outcome === 'logo_not_picture' ? t('notPicture') : null;
  return (
    <form action={save} className="grid max-w-120 gap-5">
      <TextField
        id="brandName"
        name="brandName"
        label={t('brandName')}
        hint={t('brandNameHint')}
        placeholder={merchantName}
        defaultValue={brandName}
        maxLength={60}
      />
      <div className="grid grid-cols-2 gap-4">
        <Field id="accentColour" label={t('colour')} error={outcome === 'colour' ? t('notColour') : null}>
          <input
            id="accentColour"
            name="accentColour"
            type="color"
            defaultValue={colour}
            className="h-9 w-full rounded-md border border-line-control bg-surface p-1 max-tablet:h-11"
          />
        </Field>
        <SelectField id="locale" name="locale" label={t('locale')} defaultValue={locale}>
          {stickerLocales.map((value) => (
            <option key={value} value={value}>
              {t(`locales.${value}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Field id="logo" label={t('logo')} hint={t('logoHint')} error={wrongLogo}>
        <input
          id="logo"
          name="logo"
          type="file"
          accept="image/png,image/jpeg"
          aria-describedby={wrongLogo ? 'logo-error' : 'logo-hint'}
          className="min-h-9 w-full min-w-0 text-sm file:mr-3 file:min-h-9 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium max-tablet:min-h-11"
        />
      </Field>
      {logo ? (
        <div className="flex flex-wrap items-center gap-4">
          {/* biome-ignore lint/performance/noImgElement: a small picture in the page itself has nothing to optimise */}
          <img src={logo} alt={t('logoNow')} className="max-h-16 max-w-40 rounded-sm bg-white object-contain p-1" />
          <label className="flex min-h-9 items-center gap-2.5 text-sm max-tablet:min-h-11">
            <input type="checkbox" name="removeLogo" className="size-4 accent-accent" />
            {t('removeLogo')}
          </label>
        </div>
      ) : null}
      {outcome === 'saved' ? <Note tone="paid" role="status" title={t('saved')} /> : null}
      {outcome !== 'saved' && outcome !== 'none' ? <Note tone="stop" role="alert" title={t('wrong')} /> : null}
      <div>
        <SubmitButton tone="primary" busyLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </div>
    </form>
  );
}
