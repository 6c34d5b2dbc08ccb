import net from 'node:net';
import { Refusal, say } from './progress.mjs';

const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** A port that the system has to spare. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * The port to listen on. One that was asked for is a promise; a default that is taken gives way to the next free one.
 *
 * @param {{ name: string, asked: number | undefined, usual: number, host: string, notThese?: number[] }} wish
 * @returns {Promise<number>}
 */
export async function choosePort({ name, asked, usual, host, notThese = [] }) {
  if (asked === 0) return freePort();
  if (asked !== undefined) {
    const trouble = await whyNot(asked, host);
    if (trouble === 'EACCES')
      throw new Refusal(`${name} is ${asked}: this user may not listen on that port; expected one above 1023`);
    if (trouble === 'EADDRNOTAVAIL')
      throw new Refusal(`HOST is ${JSON.stringify(host)}: expected an address of this machine`);
    if (trouble)
      throw new Refusal(`${name} is ${asked}, which is taken: stop what listens there, or set ${name} to a free port`);
    return asked;
  }
  for (let port = usual; port < usual + 200; port += 1) {
    if (notThese.includes(port)) continue;
    const trouble = await whyNot(port, host);
    if (trouble === 'EADDRNOTAVAIL' || trouble === 'ENOTFOUND')
      throw new Refusal(`HOST is ${JSON.stringify(host)}: expected an address of this machine`);
    if (trouble) continue;
    if (port !== usual) say(`Port ${usual} is taken: using ${port} (set ${name} to choose another).`);
    return port;
  }
  throw new Refusal(`No port is free between ${usual} and ${usual + 199}: set ${name} to a free port`);
}

/** Why nothing can listen there, as the system's code; undefined when something can. */
async function whyNot(port, host) {
  const trouble = await tryToListen(port, host);
  if (trouble || !loopback.has(host)) return trouble;
  // `localhost` may mean ::1 as well: a browser would land on whatever listens there.
  const other = await tryToListen(port, host === '::1' ? '127.0.0.1' : '::1');
  return other === 'EADDRINUSE' ? other : undefined;
}

function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code ?? 'EUNKNOWN'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
