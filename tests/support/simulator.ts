import { z } from 'zod';
import { startSimulator } from '@/lib/simulator/start-simulator';
import { type Answer, call, textAt } from './answer';

const requestSchema = z.object({
  method: z.string(),
  path: z.string(),
  query: z.string(),
  user_id: z.number().nullable(),
  idempotency_key: z.string().nullable(),
  body: z.unknown(),
  status: z.number().nullable(),
  verdict: z.string(),
});

/** One request that Mercado Pago's stand-in received. */
export type ReceivedRequest = z.infer<typeof requestSchema>;

const deliverySchema = z.object({ topic: z.string(), kind: z.string(), outcome: z.string(), url: z.string() });

/** Something that the simulator does wrong; see its control API. */
export type Fault = {
  kind: 'delay' | 'status' | 'drop' | 'drop_after_commit' | 'html' | 'garbage' | 'rate_limit';
  method?: string;
  path?: string;
  times?: number;
  delay_ms?: number;
  status?: number;
  body?: unknown;
  commit?: boolean;
  retry_after?: number;
};

/** How the simulator notifies; see its control API. */
export type Notifying = {
  mode?: 'both' | 'ipn' | 'webhook' | 'none';
  delay_ms?: number;
  duplicate?: boolean;
  reorder?: boolean;
  drop_rate?: number;
  retry_scale?: number;
};

/** The simulator with short ways to its controls. */
export type TestSimulator = Awaited<ReturnType<typeof openSimulator>>;

/** Starts a simulator on a free port, in this process, reached over HTTP. The caller closes it. */
export async function openSimulator() {
  const running = await startSimulator({ port: 0 });
  const url = `http://127.0.0.1:${running.port}`;
  const control = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await call(`${url}/_control${path}`, { method, body });
    if (answer.status !== 200) throw new Error(`the simulator refused ${path}: ${answer.text}`);
    return answer;
  };
  return {
    url,
    close: () => running.close(),
    control,
    /** Everything that it received from an account, oldest first. */
    requestsOf: async (userId: number, method: string, part = ''): Promise<ReceivedRequest[]> => {
      const { json } = await control('GET', '/requests');
      const { requests } = z.object({ requests: z.array(requestSchema) }).parse(json);
      return requests.filter(
        (request) => request.user_id === userId && request.method === method && request.path.includes(part),
      );
    },
    /** Replaces what goes wrong from now on. */
    misbehave: (...faults: Fault[]) => control('PUT', '/faults', faults),
    notify: (settings: Notifying) => control('PUT', '/notifications', settings),
    /** What became of the notifications, oldest first. */
    deliveries: async () => {
      const { json } = await control('GET', '/notifications');
      return z.object({ deliveries: z.array(deliverySchema) }).parse(json).deliveries;
    },
    /** A buyer scans the printed code; the answer is the merchant order's id. Fails when there is nothing to pay. */
    scan: async (externalPosId: string, userId: number): Promise<string> => {
      const { json } = await control('POST', '/scan', { external_pos_id: externalPosId, user_id: userId });
      return textAt(json, 'merchant_order_id');
    },
    /** The buyer tries to pay what is left, or an amount; the answer is the payment's id. */
    pay: async (
      merchantOrderId: string,
      outcome: 'approved' | 'rejected' | 'in_process',
      amount?: number,
    ): Promise<string> => {
      const { json } = await control('POST', '/pay', {
        merchant_order_id: Number(merchantOrderId),
        outcome,
        ...(amount === undefined ? {} : { amount }),
      });
      return textAt(json, 'payment_id');
    },
    /** The verdict on a payment that was in process. */
    settle: (paymentId: string, outcome: 'approved' | 'rejected') =>
      control('POST', '/pay', { payment_id: Number(paymentId), outcome }),
    /** A refund made in Mercado Pago's own panel. */
    refund: (paymentId: string, amount?: number) =>
      control('POST', '/refund', { payment_id: Number(paymentId), ...(amount === undefined ? {} : { amount }) }),
  };
}
