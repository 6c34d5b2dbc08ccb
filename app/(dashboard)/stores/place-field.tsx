'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field } from '@/app/_ui/field';
import { Input } from '@/app/_ui/input';
import { readCoordinates, writeCoordinates } from '@/lib/domain/coordinates';

type PlaceFieldProps = { defaultValue: string; error?: ReactNode };

const DEVICE_PATIENCE_MS = 10_000;

/** Where a store is: typed, pasted as a link of a map, or the device's own position. Says back what it read. */
export function PlaceField({ defaultValue, error }: PlaceFieldProps) {
  const t = useTranslations('places.store');
  const [text, setText] = useState(defaultValue);
  const [device, setDevice] = useState<'idle' | 'asking' | 'refused'>('idle');
  const read = readCoordinates(text);
  const isSaidAlready = read === null || writeCoordinates(read) === text.trim();
  const hint =
    device === 'refused'
      ? t('placeRefused')
      : isSaidAlready
        ? t('placeHint')
        : t('placeRead', { latitude: String(read.latitude), longitude: String(read.longitude) });

  function askDevice() {
    if (!('geolocation' in navigator)) return setDevice('refused');
    setDevice('asking');
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setDevice('idle');
        // Six decimals are a hand's breadth.
        setText(`${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`);
      },
      () => setDevice('refused'),
      { enableHighAccuracy: true, timeout: DEVICE_PATIENCE_MS },
    );
  }

  return (
    <Field
      id="place"
      label={t('place')}
      hint={hint}
      error={error}
      aside={
        <Button type="button" size="small" tone="quiet" aria-busy={device === 'asking'} onClick={askDevice}>
          {device === 'asking' ? t('placeAsking') : t('placeHere')}
        </Button>
      }
    >
      <Input
        id="place"
        name="place"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        isInvalid={Boolean(error)}
        aria-describedby={describedBy('place', { hint, error })}
        autoComplete="off"
        spellCheck={false}
        maxLength={4_000}
      />
    </Field>
  );
}
