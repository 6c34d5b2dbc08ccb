import { expect, test } from 'vitest';
import { pageOf, readPlaceFilter } from '@/app/(dashboard)/place-filter';

test('a long list is shown page by page: every place once, and nonsense or a page beyond the last leads to one that is there', () => {
  const all = Array.from({ length: 250 }, (_, place) => place);
  const at = (page?: string) => pageOf(all, readPlaceFilter({ page }));
  expect(['1', '2', '3'].flatMap((page) => at(page).places)).toEqual(all);
  expect(at('3')).toMatchObject({ page: 3, pages: 3, from: 201, total: 250 });
  expect(at('99').page).toBe(3);
  for (const nonsense of [undefined, '0', '-1', 'x', '1e9', '2.5', '99999']) expect(at(nonsense).page).toBe(1);
  expect(pageOf([], readPlaceFilter({}))).toMatchObject({ places: [], page: 1, pages: 1 });
});
