import type { PosterLines } from './poster';

/** One centred line; `y` counts points from the top edge. */
type Line = { text: string; size: number; y: number };

const page = { width: 595, height: 842 };
const qrSize = 420;
const qrTop = 230;
const places = [
  { size: 26, y: 150 },
  { size: 18, y: 182 },
  { size: 12, y: 690 },
  { size: 12, y: 712 },
];

/** A page of A4 with a QR drawn as vectors and some centred lines, in a font that every reader has. */
export function writePdf(modules: boolean[][], lines: PosterLines): Buffer {
  const content = [
    drawModules(modules),
    ...lines.map((text, index) => drawLine({ size: 12, y: 0, ...places[index], text })),
  ].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

function drawModules(modules: boolean[][]): string {
  const side = qrSize / modules.length;
  const left = (page.width - qrSize) / 2;
  const squares: string[] = [];
  for (const [row, cells] of modules.entries()) {
    for (const [column, isDark] of cells.entries()) {
      if (!isDark) continue;
      const x = left + column * side;
      const y = page.height - qrTop - (row + 1) * side;
      squares.push(`${x.toFixed(3)} ${y.toFixed(3)} ${side.toFixed(3)} ${side.toFixed(3)} re`);
    }
  }
  return `0 g\n${squares.join('\n')}\nf`;
}

/** Helvetica Bold is about 0.58 of its size wide: near enough to centre a title without font metrics. */
function drawLine({ text, size, y }: Line): string {
  const latin = text.replace(/[^\x20-\xff]/g, '?');
  const x = Math.max(24, (page.width - latin.length * size * 0.56) / 2);
  const escaped = latin.replace(/[\\()]/g, (sign) => `\\${sign}`);
  return `BT /F1 ${size} Tf ${x.toFixed(1)} ${page.height - y} Td (${escaped}) Tj ET`;
}
