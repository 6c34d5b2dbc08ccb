import { expect, test } from 'vitest';
import { readableUrl } from '@/lib/web/readable-url';

test('a URL that can be decoded stays as it is', () => {
  for (const url of ['/', '/orders?from=%E0%A4%A', '/pos/S%20001', '/pos/%25', '/orders/%F0%9F%98%80?a=%20'])
    expect(readableUrl(url)).toBe(url);
});

test.each([
  '/orders/%E0%A4%A',
  '/orders/%00',
  '/api/v1/orders/%ED%A0%80/events',
  '/pos/50%',
  '/%zz?status=%E0%A4%A&a=b',
])('the path of %j can be decoded afterwards, and says the same letters', (url) => {
  const [path = '', query] = url.split('?');
  const [readablePath = '', readableQuery] = readableUrl(url).split('?');
  expect(decodeURIComponent(readablePath)).toBe(path);
  expect(readableQuery).toBe(query);
});
