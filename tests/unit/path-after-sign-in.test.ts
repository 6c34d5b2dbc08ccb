import { expect, test } from 'vitest';
import { pathAfterSignIn } from '@/app/(auth)/login/path-after-sign-in';

test('signing in leads to the page that was asked for', () => {
  expect(pathAfterSignIn('/orders')).toBe('/orders');
  expect(pathAfterSignIn('/orders?status=closed&from=2026-11-20')).toBe('/orders?status=closed&from=2026-11-20');
});

test.each([
  '',
  'orders',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'https://elsewhere.example/overview',
  'javascript:alert(1)',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '/login?from=/orders',
])('%j never leads away from this site, nor back to the sign-in page', (wanted) => {
  expect(pathAfterSignIn(wanted)).toBe('/');
});
