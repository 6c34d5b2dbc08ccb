import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanLogo, logoImage } from '@/lib/print/logo';

const jpeg = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c33' } })
  .jpeg()
  .toBuffer();
const cut = jpeg.length - 300;

describe('a logo', () => {
  test('is a JPEG that can be drawn to its last row', async () => {
    expect(await cleanLogo(jpeg)).toMatchObject({ type: 'jpeg' });
  });

  test('that a camera turned stands upright, and one in inks has the colours of screens', async () => {
    const half = await sharp({ create: { width: 120, height: 80, channels: 3, background: '#c33' } })
      .extend({ right: 120, background: '#33c' })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const turned = await keptOf(half);
    expect([turned.info.width, turned.info.height]).toEqual([80, 240]);
    // What was left is above now.
    expect(colourAt(turned, 40, 20)).toBe('red');
    expect(colourAt(turned, 40, 220)).toBe('blue');
    const inks = await keptOf(await sharp(jpeg).toColourspace('cmyk').jpeg().toBuffer());
    expect([inks.info.channels, colourAt(inks, 10, 10)]).toEqual([3, 'red']);
    expect(await cleanLogo(Buffer.concat([half.subarray(0, half.length - 200)]))).toBe('not_a_picture');
  });

  test('that is a JPEG in the colours of another screen looks the same in those of all', async () => {
    const { data } = await keptOf(await sharp(jpeg).withIccProfile('p3').jpeg().toBuffer());
    for (const [channel, value] of [0xcc, 0x33, 0x33].entries())
      expect(Math.abs((data[channel] ?? 0) - value)).toBeLessThan(6);
  });

  test.each([
    ['with a palette', (picture: Sharp) => picture.png({ palette: true, colours: 4 }), 'red'],
    ['of sixteen bits', (picture: Sharp) => picture.toColourspace('rgb16').png(), 'red'],
    ['in grey', (picture: Sharp) => picture.greyscale().png(), 'blue'],
  ] as const)(
    'that is a PNG %s has three or four channels, and keeps what is transparent',
    async (_what, write, colour) => {
      const half = sharp({ create: { width: 60, height: 40, channels: 4, background: '#c33f' } });
      const file = await write(half.extend({ right: 60, background: '#0000' })).toBuffer();
      const kept = await cleanLogo(file);
      if (typeof kept === 'string') throw new Error(kept);
      const image = logoImage(kept);
      if (image.kind !== 'pixels') throw new Error('a PNG is pixels');
      expect([image.width, image.height, image.rgb.length]).toEqual([120, 40, 120 * 40 * 3]);
      expect([image.alpha?.[10], image.alpha?.[110]]).toEqual([255, 0]);
      expect((image.rgb[30] ?? 0) > (image.rgb[32] ?? 0) ? 'red' : 'blue').toBe(colour);
    },
  );

  test('is kept no larger than it is ever printed: it is unpacked for every sheet', async () => {
    const large = await sharp({ create: { width: 2_000, height: 500, channels: 4, background: '#fff0' } })
      .png()
      .toBuffer();
    expect((await keptOf(large)).info).toMatchObject({ width: 1_000, height: 250, channels: 4 });
    expect(await cleanLogo(large.subarray(0, large.length / 2))).toBe('not_a_picture');
  });

  test('is too large before any of it is unpacked', async () => {
    const huge = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
      .jpeg({ quality: 1 })
      .toBuffer();
    expect(await cleanLogo(huge.subarray(0, 150_000))).toBe('too_large');
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

/** What is kept of a logo, as pixels. */
async function keptOf(file: Uint8Array) {
  const kept = await cleanLogo(file);
  if (typeof kept === 'string') throw new Error(kept);
  return sharp(kept.bytes).raw().toBuffer({ resolveWithObject: true });
}

function colourAt({ data, info }: Awaited<ReturnType<typeof keptOf>>, x: number, y: number): 'red' | 'blue' {
  const at = (y * info.width + x) * info.channels;
  return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue';
}
