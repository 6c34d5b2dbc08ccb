import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';

const types = { A: 1, AAAA: 28 } as const;
type Question = { readonly name: string; readonly type: keyof typeof types | null };

/** A DNS server on this machine that answers as it is told, and remembers what it was asked. */
export async function openNameServer(addressesOf: (name: string, times: number) => readonly string[]) {
  const asked: Question[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const question = readQuestion(query);
    asked.push(question);
    const times = asked.filter(({ name, type }) => name === question.name && type === question.type).length;
    const family = question.type === 'A' ? 4 : 6;
    const addresses = addressesOf(question.name, times).filter((address) => isIP(address) === family);
    socket.send(writeAnswer(query, addresses.map(toBytes)), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { server: `127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}

function readQuestion(query: Buffer): Question {
  const labels: string[] = [];
  let place = 12;
  for (let length = query[place] ?? 0; length > 0; length = query[place] ?? 0) {
    labels.push(query.subarray(place + 1, place + 1 + length).toString());
    place += length + 1;
  }
  const code = query.readUInt16BE(place + 1);
  return { name: labels.join('.'), type: code === types.A ? 'A' : code === types.AAAA ? 'AAAA' : null };
}

function writeAnswer(query: Buffer, addresses: readonly Buffer[]): Buffer {
  let end = 12;
  while ((query[end] ?? 0) > 0) end += (query[end] ?? 0) + 1;
  const question = query.subarray(12, end + 5);
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt32BE(0, 8);
  const records = addresses.map((address) => {
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(address.length === 4 ? types.A : types.AAAA, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(address.length, 10);
    return Buffer.concat([record, address]);
  });
  return Buffer.concat([header, question, ...records]);
}

function toBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [head, tail] = [groups(before), groups(after ?? '')];
  const all = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
