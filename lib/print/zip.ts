import 'server-only';
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

/** 1980-01-01, the earliest day that the format knows: the same entries give the same bytes. */
const DAY = 0x0021;

/** A ZIP archive, entry by entry as its reader wants more. Up to 65,535 entries and 4 GB: more needs a format of its own. */
export async function* writeZip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const directory: Buffer[] = [];
  let place = 0;
  for await (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes);
    const about = aboutEntry({ name, bytes }, packed);
    const head = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), about, Buffer.from(name)]);
    directory.push(directoryEntry(about, name, place));
    place += head.length + packed.length;
    yield head;
    yield packed;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(place, 16);
  yield listed;
  yield end;
}

/** What both the entry and the directory say: version, UTF-8 names, deflated, day, checksum, sizes, length of the name. */
function aboutEntry({ name, bytes }: ZipEntry, packed: Uint8Array): Buffer {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(0x0800, 2);
  about.writeUInt16LE(8, 4);
  about.writeUInt16LE(DAY, 8);
  about.writeUInt32LE(crc32(bytes), 10);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(bytes.length, 18);
  about.writeUInt16LE(Buffer.byteLength(name), 22);
  return about;
}

function directoryEntry(about: Buffer, name: string, place: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(place, 10);
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), about, tail, Buffer.from(name)]);
}
