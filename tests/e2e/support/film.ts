import encodeQR from 'qr';

/** What a camera sees that is held at a code: one frame, over and over, as YUV4MPEG2. */
export function filmOf(text: string): Buffer {
  const [width, height] = [640, 480];
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const scale = Math.floor(height / modules.length);
  const left = Math.floor((width - modules.length * scale) / 2);
  const light = Buffer.alloc(width * height, 235);
  for (const [y, row] of modules.entries())
    for (const [x, isDark] of row.entries())
      for (let line = 0; isDark && line < scale; line++) {
        const from = (y * scale + line) * width + left + x * scale;
        light.fill(16, from, from + scale);
      }
  const colours = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\nFRAME\n`), light, colours]);
}
