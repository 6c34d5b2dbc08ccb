import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanLogo } from '@/lib/print/logo';

const jpeg = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c33' } })
  .jpeg()
  .toBuffer();
const cut = jpeg.length - 300;

describe('a logo', () => {
  test('is a JPEG that can be drawn to its last row', async () => {
    expect(await cleanLogo(jpeg)).toMatchObject({ type: 'jpeg' });
  });

  test.each([
    ['that was cut off', jpeg.subarray(0, cut)],
    ['with something else in its middle', Buffer.concat([jpeg.subarray(0, cut), Buffer.alloc(300, 0x41)])],
    ['of which only the head is there', jpeg.subarray(0, 100)],
    ['that is an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
  ])('is none %s', async (_what, file) => {
    expect(await cleanLogo(file)).toBe('not_a_picture');
  });
});
