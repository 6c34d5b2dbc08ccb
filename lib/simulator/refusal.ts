import type { Reply } from './reply';

/** An answer that ends the handling of a request: thrown anywhere below a route, sent as it is. Never a fault of the simulator. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}

/** One entry of `cause` or `causes`. Payments and refunds use numbers for the code, the rest strings. */
export type Cause = { code: number | string; description: string };

/**
 * Refuses in the shape of payments, merchant orders, users and stores: `{ message, error, status, cause }`.
 * Source: mercadopago/openapi schemas/common.yaml.
 */
export function refuseGeneric(status: number, error: string, message: string, cause: Cause[] = []): Refusal {
  return new Refusal({ status, json: { message, error, status, cause } });
}

/**
 * Refuses in the shape of the POS and in-store services: `{ error, message, status, causes }`, with the plural `causes`.
 * Source: answers seen by public integrations; the reference pages list only the keys.
 */
export function refuseInStore(status: number, error: string, message: string, causes: Cause[] = []): Refusal {
  return new Refusal({ status, json: { error, message, status, causes } });
}

/** Refuses in the shape of the Orders API: `{ errors: [ { code, message, details } ] }`. */
export function refuseOrder(status: number, code: string, message: string, details: string[] = []): Refusal {
  return new Refusal({ status, json: { errors: [{ code, message, details }] } });
}

/** Refuses a call of the control API, which is ours: `{ error, message }`. */
export function refuseControl(status: number, error: string, message: string): Refusal {
  return new Refusal({ status, json: { error, message } });
}
