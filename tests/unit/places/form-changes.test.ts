import { describe, expect, test } from 'vitest';
import { isChanged } from '@/app/(dashboard)/form-changes';
import { changesOf, newStoreValues } from '@/app/(dashboard)/stores/store-values';

describe('two people with the same form', () => {
  const name = (of: { shown: string; now: string; typed: string }) => isChanged(of, (text) => text);

  test('a part that nobody touched stays as the other one saved it', () => {
    expect(name({ shown: 'Centro', now: 'Centro Nuevo', typed: 'Centro' })).toBe(false);
    expect(name({ shown: 'Centro', now: 'Centro', typed: 'Sur' })).toBe(true);
    expect(name({ shown: 'Centro', now: 'Sur', typed: 'Sur' })).toBe(false);
    expect(() => name({ shown: 'Centro', now: 'Norte', typed: 'Sur' })).toThrow('somebody else');
  });

  test('an address is one thing; hours in another order are the same; name and hours go alone', () => {
    const shown = {
      ...newStoreValues('S001'),
      name: 'Centro',
      street: 'Lavalle',
      number: '742',
      place: '-34.6, -58.4',
    };
    const now = { ...shown, name: 'Centro Nuevo' };
    expect(changesOf({ shown, now, typed: shown })).toEqual({});
    const { monday, ...rest } = shown.hours;
    expect(changesOf({ shown, now, typed: { ...shown, hours: { ...rest, monday: monday ?? [] } } })).toEqual({});
    expect(changesOf({ shown, now, typed: { ...shown, number: '744' } })).toMatchObject({
      streetName: 'Lavalle',
      streetNumber: '744',
      latitude: -34.6,
    });
    expect(Object.keys(changesOf({ shown, now, typed: { ...shown, hours: {} } }))).toEqual(['businessHours']);
    const elsewhere = { ...now, street: 'Florida' };
    expect(() => changesOf({ shown, now: elsewhere, typed: { ...shown, number: '744' } })).toThrow('somebody else');
  });
});
