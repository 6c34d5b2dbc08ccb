import 'server-only';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, deflateSync } from 'node:zlib';
import type { Page, PrintImage } from './drawing';
import { number3, POINTS_PER_MM, pageContent } from './pdf-content';
import { pdfFont } from './pdf-font';
import type { Face } from './typefaces';

/** What a document says of itself. No clock: the same pages give the same bytes. */
export type PdfAbout = { readonly title: string; readonly author: string; readonly locale: string };

const pack = promisify(deflate);

/** Numbers of the objects that are written last, when it is known what is in them. */
const CATALOG = 1;
const PAGES = 2;
const ABOUT = 3;
const RESOURCES = 4;
const FIRST_FREE = 5;

/**
 * A PDF, page by page as its reader wants more: a thousand pages need no more memory than one. Text is text of embedded
 * fonts, which can be searched and copied; everything else is lines and areas, sharp at any size. Viewers are asked to
 * print it at 100 %.
 */
export async function* writePdf(
  pages: Iterable<Page> | AsyncIterable<Page>,
  about: PdfAbout,
): AsyncGenerator<Uint8Array, void, undefined> {
  const document = openDocument();
  yield document.begin();
  const numbers: number[] = [];
  for await (const page of pages) {
    const content = document.takeNumber();
    const number = document.takeNumber();
    const packed = await pack(Buffer.from(pageContent(page, document), 'latin1'));
    numbers.push(number);
    yield* document.newImages();
    yield document.stream(content, '/Filter/FlateDecode', packed);
    const box = `[0 0 ${number3(page.width * POINTS_PER_MM)} ${number3(page.height * POINTS_PER_MM)}]`;
    yield document.object(
      number,
      `<</Type/Page/Parent ${PAGES} 0 R/MediaBox${box}/Resources ${RESOURCES} 0 R/Contents ${content} 0 R>>`,
    );
  }
  yield* document.end(numbers, about);
}

/** The whole document at once, for small ones such as a receipt. */
export async function pdfBytes(pages: Iterable<Page> | AsyncIterable<Page>, about: PdfAbout): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writePdf(pages, about)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What is said so far: it numbers objects, and remembers where each begins. */
function openDocument() {
  const fonts = { regular: pdfFont('regular'), bold: pdfFont('bold') };
  const imageNumbers = new Map<PrintImage, number>();
  const waiting: [number, PrintImage][] = [];
  const places: number[] = [];
  const hash = createHash('sha256');
  let next = FIRST_FREE;
  let length = 0;

  const note = (bytes: Uint8Array): Uint8Array => {
    hash.update(bytes);
    length += bytes.length;
    return bytes;
  };
  const say = (text: string): Uint8Array => note(Buffer.from(text, 'latin1'));

  const document = {
    takeNumber: () => next++,
    fontOf: (face: Face) => fonts[face],
    /** The name of an image in content; it is written before the page that shows it first. */
    nameOf(image: PrintImage): string {
      const number = imageNumbers.get(image) ?? next++;
      if (!imageNumbers.has(image)) waiting.push([number, image]);
      imageNumbers.set(image, number);
      return `I${number}`;
    },
    begin: () => say('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'),
    object(number: number, body: string): Uint8Array {
      places[number] = length;
      return say(`${number} 0 obj\n${body}\nendobj\n`);
    },
    stream(number: number, dictionary: string, bytes: Uint8Array): Uint8Array {
      places[number] = length;
      const head = say(`${number} 0 obj\n<<${dictionary}/Length ${bytes.length}>>stream\n`);
      return Buffer.concat([head, note(bytes), say('\nendstream\nendobj\n')]);
    },
    *newImages(): Generator<Uint8Array> {
      for (const [number, image] of waiting.splice(0)) yield* writeImage(number, image, document);
    },
    *end(pages: readonly number[], about: PdfAbout): Generator<Uint8Array> {
      const names: string[] = [];
      for (const font of Object.values(fonts).filter(({ isUsed }) => isUsed())) {
        const number = document.takeNumber();
        names.push(`/${font.resource} ${number} 0 R`);
        yield* font.write(number, document);
      }
      const images = [...imageNumbers.values()].map((number) => `/I${number} ${number} 0 R`);
      yield document.object(RESOURCES, `<</Font<<${names.join('')}>>/XObject<<${images.join('')}>>>>`);
      yield document.object(
        ABOUT,
        `<</Title${unicode(about.title)}/Author${unicode(about.author)}/Producer(Mostrador)>>`,
      );
      const kids = pages.map((page) => `${page} 0 R`).join(' ');
      yield document.object(PAGES, `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`);
      yield document.object(
        CATALOG,
        `<</Type/Catalog/Pages ${PAGES} 0 R/Lang${unicode(about.locale)}` +
          '/ViewerPreferences<</PrintScaling/None/DisplayDocTitle true>>>>',
      );
      const rows = Array.from({ length: next - 1 }, (_, index) => places[index + 1] ?? 0);
      const table = rows.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
      const id = hash.copy().digest('hex').slice(0, 32);
      yield say(
        `xref\n0 ${next}\n0000000000 65535 f \n${table}trailer\n` +
          `<</Size ${next}/Root ${CATALOG} 0 R/Info ${ABOUT} 0 R/ID[<${id}><${id}>]>>\nstartxref\n${length}\n%%EOF\n`,
      );
    },
  };
  return document;
}

type Objects = Pick<ReturnType<typeof openDocument>, 'takeNumber' | 'object' | 'stream'>;

function* writeImage(number: number, image: PrintImage, { takeNumber, stream }: Objects): Generator<Uint8Array> {
  const shape = `/Type/XObject/Subtype/Image/Width ${image.width}/Height ${image.height}/BitsPerComponent 8`;
  if (image.kind === 'jpeg') {
    const space = image.channels === 1 ? '/DeviceGray' : '/DeviceRGB';
    yield stream(number, `${shape}/ColorSpace${space}/Filter/DCTDecode`, image.bytes);
    return;
  }
  const colours = `${shape}/ColorSpace/DeviceRGB/Filter/FlateDecode`;
  if (image.alpha === null) {
    yield stream(number, colours, deflateSync(image.rgb));
    return;
  }
  const mask = takeNumber();
  yield stream(number, `${colours}/SMask ${mask} 0 R`, deflateSync(image.rgb));
  yield stream(mask, `${shape}/ColorSpace/DeviceGray/Filter/FlateDecode`, deflateSync(image.alpha));
}

/** A text of the document's own data, as UTF-16 with its mark. */
function unicode(text: string): string {
  return `<${Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex')}>`;
}
