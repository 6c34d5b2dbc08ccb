import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server as NetServer } from 'node:net';

export type SeenRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The caller's port: the same one means the same connection. */
  readonly port: number | undefined;
};

export type ScriptedServer = {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** What to do with the next requests; the last step repeats. */
  answer: (...steps: Step[]) => void;
  close: () => Promise<void>;
};

export type Step = (response: ServerResponse, request: SeenRequest) => void;

/** A step that answers JSON text exactly as written. */
export function json(text: string, status = 200, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(text);
  };
}

/** A step that answers nothing but a status. */
export function empty(status: number): Step {
  return (response) => {
    response.writeHead(status);
    response.end();
  };
}

/** A step that answers a page of some gateway. */
export function html(status: number): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<html><body>Bad gateway</body></html>');
  };
}

/** A server on loopback that does what each test tells it and remembers what it was asked. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  let script: Step[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const seen = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
      port: request.socket.remotePort,
    };
    requests.push(seen);
    const [step = empty(500), ...rest] = script;
    if (rest.length > 0) script = rest;
    step(response, seen);
  });
  const url = await listen(server);
  return {
    url,
    requests,
    answer: (...steps) => {
      requests.length = 0;
      script = steps;
    },
    close: () => closeAll(server, () => server.closeAllConnections()),
  };
}

/** A port on loopback where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createNetServer();
  const url = await listen(server);
  await closeAll(server, () => undefined);
  return url;
}

async function listen(server: NetServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return `http://127.0.0.1:${address.port}`;
}

async function closeAll(server: NetServer, cut: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    cut();
  });
}
