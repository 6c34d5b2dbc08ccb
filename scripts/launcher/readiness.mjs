import http from 'node:http';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const askMs = 3000;
const pauseMs = 25;

/**
 * Asks again and again until the answer is yes, or the time is up.
 *
 * @param {() => Promise<boolean>} ask
 * @param {number} patienceMs
 */
export async function untilTrue(ask, patienceMs) {
  const until = Date.now() + patienceMs;
  while (!(await ask())) {
    if (Date.now() > until) return false;
    await delay(pauseMs);
  }
  return true;
}

/** @param {{ host: string, port: number }} address */
export function isListening({ host, port }) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: askMs });
    const answer = (isThere) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}

/**
 * What the app says about itself; undefined when it does not answer.
 *
 * @param {{ host: string, port: number }} address
 * @returns {Promise<{ isOk: boolean, database?: string, worker?: string, setup?: string | null } | undefined>}
 */
export function readHealth({ host, port }) {
  return new Promise((resolve) => {
    const request = http.get({ host, port, path: '/api/health', timeout: askMs, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece) => {
        body += piece;
      });
      response.once('error', () => resolve(undefined));
      response.once('end', () => resolve({ isOk: response.statusCode === 200, ...parse(body) }));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(undefined));
  });
}

function parse(body) {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
