import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { format } from 'node:util';
import next from 'next';
import { EnvError, env } from '@/lib/env';

/*
 * The front door: one HTTP server that answers the hot paths itself and hands everything else to Next in the same
 * process. Wiring only.
 */

/** The exit code that says: the reason has been printed, and starting again does not help. */
const CONFIGURATION_EXIT_CODE = 78;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than a load balancer usually keeps an idle connection, so that it never meets one that is being closed. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;
const DRAIN_MS = 1_500;
const EXIT_MS = 3_500;

await main();

async function main(): Promise<void> {
  const { HOST: hostname, PORT: port, NODE_ENV } = checkedEnv();
  const isDevelopment = NODE_ENV === 'development';
  const [{ answerHotPath }, { readableUrl }] = await Promise.all([
    import('@/lib/web/hot-paths'),
    import('@/lib/web/readable-url'),
    // The front door loads it by itself when it is asked; so the first charge does not wait for that.
    import('@/lib/web/charge-api'),
  ]);
  if (!isDevelopment) await logWhatNextPrints();

  const server = createServer({ connectionsCheckingInterval: 2_000 });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  // A live page of the development server listens on a web socket; nothing else here speaks that.
  if (!isDevelopment) server.on('upgrade', (_request, socket) => socket.destroy());

  const app = next({ dev: isDevelopment, dir: import.meta.dirname, hostname, port, httpServer: server });
  stopWhenAsked(server, () => app.close());
  await app.prepare();
  const answerWithNext = app.getRequestHandler();
  const prepareForNext = forwardedHeaders();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (answerHotPath(request, response)) return;
    request.url = readableUrl(request.url ?? '/');
    prepareForNext(request);
    void answerWithNext(request, response);
  });
  server.once('error', (error) => refuse(`the app cannot listen on ${hostname}:${port}: ${error.message}`));
  server.listen(port, hostname);
}

function checkedEnv() {
  try {
    return env();
  } catch (error) {
    if (error instanceof EnvError) refuse(error.message);
    throw error;
  }
}

/** Standard output carries JSON lines; Next prints to the console. */
async function logWhatNextPrints(): Promise<void> {
  const { log } = await import('@/lib/log');
  console.log = (...words: unknown[]) => log.debug(format(...words));
  console.info = console.log;
  console.warn = (...words: unknown[]) => log.warn(format(...words));
  console.error = (...words: unknown[]) => log.error(format(...words));
}

function refuse(lines: string): never {
  process.stderr.write(`${lines}\n`);
  process.exit(CONFIGURATION_EXIT_CODE);
}

/**
 * Says who called in the headers that Next trusts. Whatever the caller wrote there is overwritten, unless a proxy of
 * ours is in front and is the only one that can reach this port.
 */
function forwardedHeaders(): (request: IncomingMessage) => void {
  if (env().TRUST_PROXY === '1') return () => undefined;
  const protocol = new URL(env().appUrl).protocol.slice(0, -1);
  return (request) => {
    const { headers } = request;
    delete headers.forwarded;
    delete headers['x-real-ip'];
    delete headers['x-forwarded-port'];
    headers['x-forwarded-for'] = request.socket.remoteAddress;
    headers['x-forwarded-host'] = headers.host;
    headers['x-forwarded-proto'] = protocol;
  };
}

/** Ends in order: no new requests, the running ones answered, the worker stopped, then the process. */
function stopWhenAsked(server: Server, closeNext: () => Promise<void>): void {
  const streams = new Set<ServerResponse>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/api/events')) return;
    streams.add(response);
    response.once('close', () => streams.delete(response));
  });

  let isStopping = false;
  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), EXIT_MS);
    const drained = new Promise((resolve) => server.close(resolve));
    for (const stream of streams) stream.end();
    server.closeIdleConnections();
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS))]);
    server.closeAllConnections();
    await globalThis.mostradorShutdown?.();
    await closeNext();
    process.exit(0);
  }

  const stopOrDie = () => {
    stop().catch((error: unknown) => {
      process.stderr.write(`stopping failed: ${String(error)}\n`);
      process.exit(1);
    });
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stopOrDie);
  if (env().EXIT_WITH_PARENT === '1')
    process.stdin.on('end', stopOrDie).on('close', stopOrDie).on('error', stopOrDie).resume();
}
