import type { ServerResponse } from 'node:http';

/** Tells the open phone pages that something changed. They then read the state: no event carries data. */
export type Live = { attach(response: ServerResponse): void; changed(): void; close(): void };

const pauseMs = 60;
const heartbeatMs = 15_000;

/** A stream to any number of pages; many changes in a short time become one event. */
export function createLive(): Live {
  const pages = new Set<ServerResponse>();
  let pending: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMs);
  heartbeat.unref();

  function write(text: string): void {
    for (const page of pages) page.write(text);
  }

  return {
    attach(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('retry: 1000\n\nevent: change\ndata: {}\n\n');
      pages.add(response);
      response.on('close', () => pages.delete(response));
      response.on('error', () => pages.delete(response));
    },
    changed() {
      if (pending || pages.size === 0) return;
      pending = setTimeout(() => {
        pending = undefined;
        write('event: change\ndata: {}\n\n');
      }, pauseMs);
      pending.unref();
    },
    close() {
      clearTimeout(pending);
      clearInterval(heartbeat);
      for (const page of pages) page.end();
    },
  };
}
