import { expect, test } from 'vitest';
import { fullBucket, takeToken } from '@/lib/domain/token-bucket';

test('a clock that is put back gives nothing twice', () => {
  const taken: boolean[] = [];
  let bucket = fullBucket(10, 60_000);
  const take = (atMs: number) => {
    const next = takeToken(bucket, 10, atMs);
    bucket = next.bucket;
    taken.push(next.isAllowed);
  };
  for (let visit = 0; visit < 20; visit += 1) take(60_000);
  // A minute that is told again gives nothing; a tenth of a second more than there was gives one.
  for (const atMs of [60_000, 0, 30_000, 60_000, 60_100, 60_100]) take(atMs);
  expect(taken).toEqual([...Array(20).fill(true), false, false, false, false, true, false]);
});
