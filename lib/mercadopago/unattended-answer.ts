import { jsonNumber, type WritableJson, writeExactJson } from './exact-json';
import type { PublishableOrder } from './integrations/driver';
import { writeOrderV1, writeOrderV2 } from './integrations/order-bodies';

/** Version of the unattended protocol that a POS speaks; v1 unless Mercado Pago agreed on v2. */
export type UnattendedProtocol = 'v1' | 'v2';

/**
 * What a POS has to say when Mercado Pago asks. `in_process`: a sale is under way, its amount not yet known.
 * `unavailable`: nothing to pay. `invalid`: the address names no POS. `timeout`: our own database did not answer.
 */
export type UnattendedState =
  | { readonly kind: 'ready'; readonly order: PublishableOrder }
  | { readonly kind: 'in_process' | 'unavailable' | 'invalid' | 'timeout'; readonly message?: string };

/** An HTTP answer, headers in lower case. */
export type UnattendedAnswer = {
  readonly status: 200 | 202 | 400;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * The answer to one poll of a POS's address. v1 says 200 or 400 and nothing else; v2 says 202 while the buyer must wait.
 * The amounts are exact. It is polled again and again, so making it changes nothing.
 * Source: devsite-docs `guides/qr-code/qr-unattended/qr-unattended-part-b.es.md` (v1) and
 * `guides/qr-code/hidden-qr-unattended-part-b.en.md` (v2), read 2026-11-21.
 */
export function writeUnattendedAnswer(
  protocol: UnattendedProtocol,
  state: UnattendedState,
  /** Our application's id, when the account is connected by OAuth. */
  oauthClientId: string | null = null,
): UnattendedAnswer {
  if (state.kind === 'ready') {
    const { order } = state;
    // v1 names the account that is paid; in v2 it follows from the POS.
    if (protocol === 'v1') return answer(200, { collector_id: jsonNumber(order.userId), ...writeOrderV1(order) });
    // Its life is ours to end: we stop showing it.
    const { expiration_date: _, ...body } = writeOrderV2(order);
    return answer(200, body, {
      'order-version': '2',
      ...(oauthClientId === null ? {} : { 'client-id': oauthClientId }),
    });
  }
  const { kind, message = defaultMessages[state.kind] } = state;
  const waits = kind === 'in_process' || kind === 'unavailable';
  if (protocol === 'v1' || !waits) return answer(400, { error: { type: kind, message } });
  return answer(202, { status: { status_detail: waitingInV2[kind], message } });
}

/** The second word is misspelt in the protocol itself. */
const waitingInV2 = { in_process: 'in_process', unavailable: 'notihing_to_pay' } as const;

const defaultMessages = {
  in_process: 'an order is being prepared',
  unavailable: 'nothing to pay',
  invalid: 'unknown point of sale',
  timeout: 'the merchant did not answer in time',
} as const;

function answer(
  status: UnattendedAnswer['status'],
  body: WritableJson,
  headers: Record<string, string> = {},
): UnattendedAnswer {
  const text = writeExactJson(body);
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      // Said, it goes out in one piece; left to Node, in chunks.
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-store',
      ...headers,
    },
    body: text,
  };
}
