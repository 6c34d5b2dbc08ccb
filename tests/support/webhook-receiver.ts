import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { expect } from 'vitest';
import { z } from 'zod';
import { webhookSchemaOf } from '@/lib/api/webhooks';
import { listenAnywhere } from './application-server';
import { eventually } from './eventually';

const messageSchema = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: z.iso.datetime(),
  order_id: z.string().optional(),
  external_reference: z.string().optional(),
  sequence: z.number().optional(),
  data: z.record(z.string(), z.unknown()),
});

/** One message as it arrived. */
export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly message: z.infer<typeof messageSchema>;
};

/** How a receiver answers; `hang` does not answer at all, and what `isCut` breaks off in the middle of its body. */
export type ReceiverAnswer =
  | { status: number; headers?: Record<string, string>; body?: string; isCut?: boolean }
  | 'hang';

/** A merchant's own system, somewhere on this machine. */
export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

export async function openReceiver() {
  const received: Received[] = [];
  /** What the description of the API does not say of a message; it fails whatever test waited for it. */
  const undescribed: string[] = [];
  const script: ReceiverAnswer[] = [];
  let usual: ReceiverAnswer = { status: 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      expect(request.method).toBe('POST');
      const message = messageSchema.parse(JSON.parse(text));
      undescribed.push(...complaintsAbout(message));
      received.push({ headers: request.headers, text, message });
      answer(response, script.shift() ?? usual);
    });
  });
  const url = `${await listenAnywhere(server)}/hooks?shop=1`;
  return {
    url,
    received,
    /** How the next messages are answered, then all others as before. */
    answerNext: (...answers: ReceiverAnswer[]) => void script.push(...answers),
    answerAll: (answer: ReceiverAnswer) => {
      usual = answer;
    },
    /** Waits for so many messages and gives them. */
    gets: (count: number, options?: { withinMs: number }) =>
      eventually(() => {
        expect(undescribed).toEqual([]);
        expect(received.map(({ message }) => message.type)).toHaveLength(count);
        return received;
      }, options),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function complaintsAbout(message: Received['message']): string[] {
  const schema = webhookSchemaOf(message.type);
  if (!schema) return [`${message.type} is no webhook`];
  const { error } = schema.safeParse(message);
  return error ? [`${message.type}, not as described: ${error.message}`] : [];
}

function answer(response: ServerResponse, how: ReceiverAnswer): void {
  if (how === 'hang') return;
  if (!how.isCut) return void response.writeHead(how.status, how.headers).end(how.body);
  response.writeHead(how.status, { ...how.headers, 'content-length': 1_000 });
  response.write(how.body, () => response.destroy());
}

/**
 * Which of the secrets signed a message, by the Standard Webhooks scheme as its document says it, written here without any of
 * the application's code.
 */
export function signersOf({ headers, text }: Received, secrets: readonly string[]): string[] {
  const id = z.string().parse(headers['webhook-id']);
  const timestamp = z
    .string()
    .regex(/^\d{10}$/)
    .parse(headers['webhook-timestamp']);
  const signatures = z.string().parse(headers['webhook-signature']).split(' ');
  return secrets.filter((secret) => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const hmac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'));
    return signatures.includes(`v1,${hmac.update(`${id}.${timestamp}.${text}`).digest('base64')}`);
  });
}
