import http from 'node:http';
import { expect } from 'vitest';
import { z } from 'zod';
import { eventually } from './eventually';

const changeSchema = z.object({ id: z.string(), version: z.number(), status: z.string(), exception: z.string() });

/** One event of the live stream. */
export type LiveChange = z.infer<typeof changeSchema> & { eventId: string };

/** Somebody who reads `/api/events`, without reconnecting by itself. */
export type LiveReader = {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly changes: LiveChange[];
  readonly comments: string[];
  /** All that was written so far. */
  readonly text: () => string;
  readonly hasEnded: () => boolean;
  /** Waits for a change that looks like this. */
  readonly sees: (expected: Partial<LiveChange>, options?: { withinMs?: number }) => Promise<LiveChange>;
  readonly close: () => void;
};

/** Opens the stream and waits for its head. */
export async function readLive(
  url: string,
  { cookie, lastEventId }: { cookie?: string; lastEventId?: string },
): Promise<LiveReader> {
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  const changes: LiveChange[] = [];
  const comments: string[] = [];
  let hasEnded = false;
  const request = http.get(`${url}/api/events`, { headers, agent: false });
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  let rest = '';
  let text = '';
  response.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) readBlock(block, changes, comments);
  });
  for (const name of ['end', 'error', 'close'])
    response.on(name, () => {
      hasEnded = true;
    });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    changes,
    comments,
    text: () => text,
    hasEnded: () => hasEnded,
    sees: (expected, options) =>
      eventually(() => {
        const seen = changes.find((change) =>
          Object.entries(expected).every(([name, value]) => Reflect.get(change, name) === value),
        );
        expect(seen, JSON.stringify(changes.slice(-5))).toBeDefined();
        return seen ?? expect.unreachable();
      }, options),
    close: () => request.destroy(),
  };
}

function readBlock(block: string, changes: LiveChange[], comments: string[]): void {
  const lines = block.split('\n');
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  if (block.startsWith(':')) comments.push(block);
  const data = field('data');
  if (field('event') === 'order' && data !== undefined)
    changes.push({ ...changeSchema.strict().parse(JSON.parse(data)), eventId: field('id') ?? '' });
}
