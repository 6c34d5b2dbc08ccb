'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { scanQrCodeIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { Spinner } from '@/app/_ui/spinner';
import { postJson } from '@/lib/web/fetcher';
import { readCode } from './read-code';
import { type ReadScan, readScan } from './read-scan';
import { ScanResult } from './scan-result';
import { useCamera } from './use-camera';

type Checked =
  | { readonly at: 'rest' | 'checking' | 'unopened' | 'nothing' | 'failed' }
  | { readonly at: 'known'; readonly scan: ReadScan; readonly text: string };

/** A camera or a photo, and what its code is. */
export function Scanner() {
  const t = useTranslations('stickers.scan');
  const photoId = useId();
  const [checked, setChecked] = useState<Checked>({ at: 'rest' });
  const { video, camera, start, stop } = useCamera(check);

  async function check(text: string) {
    setChecked({ at: 'checking' });
    try {
      const { status, body } = await postJson('/stickers/scan/check', { body: { text } });
      const scan = status === 200 ? readScan(body) : null;
      setChecked(scan ? { at: 'known', scan, text } : { at: 'failed' });
    } catch {
      setChecked({ at: 'failed' });
    }
  }

  async function checkPhoto(photo: File | undefined) {
    if (!photo) return;
    setChecked({ at: 'checking' });
    const image = await createImageBitmap(photo).catch(() => null);
    if (!image) {
      setChecked({ at: 'unopened' });
      return;
    }
    const text = await readCode(image).catch(() => null);
    image.close();
    if (text) await check(text);
    else setChecked({ at: 'nothing' });
  }

  return (
    <div className="grid max-w-140 gap-4">
      <div hidden={camera !== 'on'}>
        <video
          ref={video}
          muted
          playsInline
          aria-label={t('looking')}
          className="aspect-square w-full rounded-lg bg-sunken object-cover"
        />
        <p className="mt-2 text-sm text-ink-2" aria-live="polite">
          {camera === 'on' ? t('looking') : null}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {camera === 'on' ? (
          <Button type="button" onClick={stop}>
            {t('stop')}
          </Button>
        ) : (
          <Button
            type="button"
            tone="primary"
            onClick={() => {
              setChecked({ at: 'rest' });
              start();
            }}
          >
            <Icon shape={scanQrCodeIcon} />
            {t(checked.at === 'known' ? 'another' : 'start')}
          </Button>
        )}
        <label htmlFor={photoId} className={`${buttonClass({})} cursor-pointer has-focus-visible:outline-2`}>
          {t('photo')}
          <input
            id={photoId}
            type="file"
            accept="image/*"
            className="sr-only"
            onChange={(event) => {
              stop();
              void checkPhoto(event.target.files?.[0]);
              // The same photo once more shall count as well.
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {camera === 'unusable' ? <Note tone="warn" role="alert" title={t('noCamera')} /> : null}
      <div aria-live="polite">
        {checked.at === 'checking' ? (
          <p className="flex items-center gap-2 text-sm">
            <Spinner />
            {t('checking')}
          </p>
        ) : null}
        {checked.at === 'unopened' ? <Note tone="warn" title={t('unopened')} /> : null}
        {checked.at === 'nothing' ? <Note tone="warn" title={t('nothing')} /> : null}
        {checked.at === 'failed' ? <Note tone="stop" title={t('failed')} /> : null}
        {checked.at === 'known' ? <ScanResult scan={checked.scan} text={checked.text} /> : null}
      </div>
    </div>
  );
}
