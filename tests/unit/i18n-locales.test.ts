import { expect, test } from 'vitest';
import { negotiateLocale } from '@/lib/i18n/locales';

test('the language chosen before wins over what the browser asks for', () => {
  expect(negotiateLocale('pt', 'en-US,en;q=0.9')).toBe('pt');
});

test('the browser decides when nothing was chosen, by weight and then by order', () => {
  expect(negotiateLocale(undefined, 'pt-BR,pt;q=0.9,en;q=0.8')).toBe('pt');
  expect(negotiateLocale(undefined, 'fr,en;q=0.5,pt;q=0.8')).toBe('pt');
  expect(negotiateLocale(undefined, 'EN-gb')).toBe('en');
  expect(negotiateLocale(undefined, 'en;q=0,pt;q=0.1')).toBe('pt');
});

test('Spanish is spoken when nothing better is known', () => {
  expect(negotiateLocale(undefined, null)).toBe('es');
  expect(negotiateLocale(undefined, '')).toBe('es');
  expect(negotiateLocale(undefined, 'fr,de;q=0.5')).toBe('es');
  expect(negotiateLocale('klingon', '*')).toBe('es');
  expect(negotiateLocale('klingon', ';;q=x,,')).toBe('es');
});
