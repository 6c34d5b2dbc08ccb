import 'server-only';
import { encode as encodePng } from 'fast-png';
import type { Mark, Page, PrintImage } from './drawing';
import { outlineOf } from './outline';
import { typeface } from './typefaces';
import { widthOf } from './typeset';

type MarkOf<Kind extends Mark['kind']> = Extract<Mark, { kind: Kind }>;

/**
 * A page as an SVG document in millimetres. Letters are their outlines, so that it looks the same wherever it is opened
 * and needs no font; `title` says in words what it shows. With `pixels` it is as many of them large instead.
 */
export function pageSvg(page: Page, title: string, pixels?: { width: number; height: number }): string {
  const { width, height } = page;
  const size = pixels
    ? `width="${pixels.width}" height="${pixels.height}" preserveAspectRatio="none"`
    : `width="${short(width)}mm" height="${short(height)}mm"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ` +
    `viewBox="0 0 ${short(width)} ${short(height)}"><title>${escaped(title)}</title>` +
    `<path fill="#fff" d="M0 0h${short(width)}v${short(height)}H0z"/>${page.marks.map(element).join('')}</svg>`
  );
}

function element(mark: Mark): string {
  switch (mark.kind) {
    case 'rectangle':
      return rectangle(mark);
    case 'lines':
      return lines(mark);
    case 'text':
      return text(mark);
    case 'qr':
      return qr(mark);
    case 'image':
      return picture(mark);
    case 'group':
      return group(mark);
    default:
      return mark satisfies never;
  }
}

function rectangle({ x, y, width, height, fill, stroke, radius }: MarkOf<'rectangle'>): string {
  const line = stroke ? ` stroke="${stroke.colour}" stroke-width="${short(stroke.width)}"` : '';
  const corner = radius ? ` rx="${short(radius)}"` : '';
  const place = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
  return `<rect ${place}${corner} fill="${fill ?? 'none'}"${line}/>`;
}

function lines({ lines, colour, width, dash }: MarkOf<'lines'>): string {
  const path = lines.map(([x1, y1, x2, y2]) => `M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}`).join('');
  const dashes = dash ? ` stroke-dasharray="${short(dash)}"` : '';
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${short(width)}"${dashes}/>`;
}

function text({ x, y, text, type, align = 'left', colour = '#000000' }: MarkOf<'text'>): string {
  const font = typeface(type.face);
  const scale = type.size / font.unitsPerEm;
  let at = align === 'left' ? x : x - widthOf(text, type) * (align === 'center' ? 0.5 : 1);
  let path = '';
  for (const character of text) {
    const glyph = font.glyphOf(character.codePointAt(0) ?? 0);
    if (glyph === 0) continue;
    for (const [command, ...places] of outlineOf(font, glyph))
      path +=
        command + places.map((value, index) => short(index % 2 ? y - value * scale : at + value * scale)).join(' ');
    at += font.advanceOf(glyph) * scale;
  }
  return path === '' ? '' : `<path fill="${colour}" d="${path}"/>`;
}

function qr({ x, y, size, modules }: MarkOf<'qr'>): string {
  const { runs } = modules;
  let path = '';
  for (let at = 0; at < runs.length; at += 3)
    path += `M${runs[at]} ${runs[at + 1]}h${runs[at + 2]}v1h-${runs[at + 2]}z`;
  return (
    `<g transform="translate(${short(x)} ${short(y)}) scale(${size / modules.size})" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${modules.size}v${modules.size}H0z"/><path d="${path}"/></g>`
  );
}

function picture({ x, y, width, height, image }: MarkOf<'image'>): string {
  const place = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
  return `<image ${place} preserveAspectRatio="none" href="${dataUrl(image)}"/>`;
}

function group({ x, y, turn, marks }: MarkOf<'group'>): string {
  const turned = turn ? ` rotate(${turn})` : '';
  return `<g transform="translate(${short(x)} ${short(y)})${turned}">${marks.map(element).join('')}</g>`;
}

const dataUrls = new WeakMap<PrintImage, string>();

function dataUrl(image: PrintImage): string {
  const known = dataUrls.get(image);
  if (known) return known;
  const [kind, bytes] = image.kind === 'jpeg' ? ['jpeg', image.bytes] : ['png', pngOf(image)];
  const url = `data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}`;
  dataUrls.set(image, url);
  return url;
}

function pngOf({ width, height, rgb, alpha }: Extract<PrintImage, { kind: 'pixels' }>): Uint8Array {
  const channels = alpha ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * channels);
    if (alpha) data[pixel * 4 + 3] = alpha[pixel] ?? 255;
  }
  return encodePng({ width, height, data, channels, depth: 8 });
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
