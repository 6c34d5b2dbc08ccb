import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { undescribed } from './described-answer';

/*
 * The application's HTTP without Next: the same route handlers and the same front door behind a `node:http` server, so
 * that a test can have several applications within a second and without a build. Pages are not served here.
 */

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => unknown;
type Route = { pattern: RegExp; names: string[]; handlers: Map<string, Handler> };

/** `front` answers the hot paths as the front door does; `handlers` leaves everything to the route handlers. */
export type Door = 'front' | 'handlers';

/** Makes a server that answers 503 until `serve` was called, so that its address can be known before the code is loaded. */
export function createApplicationServer(): { server: Server; serve: (door: Door) => Promise<void> } {
  let answer: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;
  const server = createServer((request, response) => {
    if (answer) answer(request, response);
    else response.writeHead(503).end();
  });
  // As the front door has it: no test meets a connection that is just being closed.
  server.keepAliveTimeout = 75_000;
  return {
    server,
    serve: async (door) => {
      const routes = await loadRoutes();
      const { answerHotPath } = await import('@/lib/web/hot-paths');
      answer = (request, response) => {
        if (door === 'front' && answerHotPath(request, response)) return holdAgainstDescription(request, response);
        answerWithRoute(routes, request, response).catch((error: unknown) => {
          // Next answers 500 for what a handler throws; a test must see it.
          if (!response.headersSent) response.writeHead(500).end(String(error));
          else response.destroy();
        });
      };
    },
  };
}

/** Listens on a free port and gives its address. */
export async function listenAnywhere(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** Every `route.ts` below `app/api`, found as Next finds them. Signing in needs Next itself and is left out. */
async function loadRoutes(): Promise<Route[]> {
  const api = path.resolve('app/api');
  const files = readdirSync(api, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'route.ts' && !file.includes('...'),
  );
  const routes: Route[] = [];
  for (const file of files) {
    const handlers = new Map<string, Handler>();
    const exported: unknown = await import(/* @vite-ignore */ `../../app/api/${file.split(path.sep).join('/')}`);
    for (const method of methods) {
      const handle: unknown = Reflect.get(Object(exported), method);
      if (isHandler(handle)) handlers.set(method, handle);
    }
    const segments = path.dirname(file).split(path.sep);
    const names = segments.flatMap((segment) => /^\[(.+)\]$/.exec(segment)?.[1] ?? []);
    const source = segments.map((segment) => (segment.startsWith('[') ? '([^/]+)' : segment.replace('.', '\\.')));
    routes.push({ pattern: new RegExp(`^/api/${source.join('/')}$`), names, handlers });
  }
  // A fixed name goes before a placeholder.
  return routes.sort((a, b) => a.names.length - b.names.length);
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

async function answerWithRoute(routes: Route[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
  const route = routes.find(({ pattern }) => pattern.test(url.pathname));
  if (!route) return end(outgoing, 404);
  const handle = route.handlers.get(incoming.method ?? 'GET');
  if (!handle) return end(outgoing, 405);
  const values = readParameters(route, url.pathname);
  if (!values) return end(outgoing, 400);
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  const response = await handle(toRequest(incoming, url, gone.signal), { params: Promise.resolve(values) });
  if (!(response instanceof Response)) return end(outgoing, 500);
  const problem = await undescribed({ method: incoming.method ?? 'GET', pathname: url.pathname }, response);
  if (problem) throw new Error(problem);
  await write(response, outgoing);
}

/** An answer of the API that the front door writes by itself goes out only when it is as described. */
function holdAgainstDescription(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
  if (!pathname.startsWith('/api/v1/')) return;
  const [writeHead, end] = [outgoing.writeHead.bind(outgoing), outgoing.end.bind(outgoing)];
  let head = { status: 200, headers: {} };
  Object.assign(outgoing, {
    writeHead: (status: number, headers: Record<string, string>) => {
      head = { status, headers };
      return outgoing;
    },
    end: (body: Uint8Array<ArrayBuffer>) => {
      const { status, headers } = head;
      void undescribed({ method: incoming.method ?? '', pathname }, new Response(body, { status, headers })).then(
        (problem) => {
          if (problem === null) writeHead(status, headers);
          else writeHead(500);
          end(problem ?? body);
        },
      );
      return outgoing;
    },
  });
}

function readParameters(route: Route, pathname: string): Record<string, string> | null {
  const found = route.pattern.exec(pathname)?.slice(1) ?? [];
  try {
    return Object.fromEntries(route.names.map((name, place) => [name, decodeURIComponent(found[place] ?? '')]));
  } catch {
    return null;
  }
}

function toRequest(incoming: IncomingMessage, url: URL, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  return new Request(url, {
    method: incoming.method ?? 'GET',
    headers,
    signal,
    ...(hasBody ? { body: bodyOf(incoming), duplex: 'half' } : {}),
  });
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = Readable.toWeb(incoming).getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.read();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  const reader = response.body?.getReader();
  outgoing.on('close', () => void reader?.cancel().catch(() => undefined));
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) outgoing.write(part.value);
  outgoing.end();
}

function end(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status).end();
}
