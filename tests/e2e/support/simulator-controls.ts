import { browserRun } from '../../support/browser-run';

/** The token of the demonstration's account. */
export const demoToken = 'TEST-0000000000000001-000000-simulator-100001';

const demoStores = '/users/100001/stores';

/** What a test does as the buyer and as Mercado Pago: the simulator's controls over HTTP. */
export type SimulatorControls = ReturnType<typeof simulatorControls>;

export type Scan =
  | { readonly result: 'order'; readonly merchant_order_id: number }
  | { readonly result: 'waiting' | 'error'; readonly message: string };

export function simulatorControls() {
  return {
    /** A buyer scans the sticker of a till. */
    scan: (externalPosId: string): Promise<Scan> => control('POST', 'scan', { external_pos_id: externalPosId }),
    /** The same, for a till that must have an order. */
    scanOrder: async (externalPosId: string): Promise<number> => {
      const scan: Scan = await control('POST', 'scan', { external_pos_id: externalPosId });
      if (scan.result !== 'order') throw new Error(`the buyer sees no order: ${scan.message}`);
      return scan.merchant_order_id;
    },
    /** A buyer scans a code on a screen that must have an order. */
    scanCode: async (qrData: string): Promise<number> => {
      const scan: Scan = await control('POST', 'scan', { qr_data: qrData });
      if (scan.result !== 'order') throw new Error(`the buyer sees no order: ${scan.message}`);
      return scan.merchant_order_id;
    },
    pay: (
      merchantOrderId: number,
      outcome: 'approved' | 'rejected' | 'in_process',
      amount?: number,
    ): Promise<unknown> =>
      control('POST', 'pay', {
        merchant_order_id: merchantOrderId,
        outcome,
        ...(amount === undefined ? {} : { amount }),
      }),
    notifications: (settings: Record<string, unknown>): Promise<unknown> => control('PUT', 'notifications', settings),
    faults: (faults: readonly Record<string, unknown>[]): Promise<unknown> => control('PUT', 'faults', faults),
    /** Somebody changes a till in Mercado Pago's own panel. */
    changePos: (externalPosId: string, change: Record<string, unknown>): Promise<void> =>
      inPanel('PUT', `/pos?external_id=${externalPosId}`, '/pos', change),
    /** Somebody deletes a till there. */
    deletePos: (externalPosId: string): Promise<void> => inPanel('DELETE', `/pos?external_id=${externalPosId}`, '/pos'),
    /** Somebody changes a store there. */
    changeStore: (externalStoreId: string, change: Record<string, unknown>): Promise<void> =>
      inPanel('PUT', `${demoStores}/search?external_id=${externalStoreId}`, demoStores, change),
    /** Back to how a fresh simulator behaves. */
    calm: async (): Promise<void> => {
      await control('PUT', 'faults', []);
      await control('PUT', 'notifications', {
        mode: 'both',
        delay_ms: 0,
        duplicate: false,
        reorder: false,
        drop_rate: 0,
      });
    },
  };
}

async function inPanel(method: 'PUT' | 'DELETE', search: string, folder: string, change?: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${demoToken}`, 'content-type': 'application/json' };
  const found = await fetch(`${browserRun.simulatorUrl}${search}`, { headers });
  const { results }: { results: { id: number | string }[] } = await found.json();
  const url = `${browserRun.simulatorUrl}${folder}/${results[0]?.id}`;
  const answer = await fetch(url, { method, headers, ...(change ? { body: JSON.stringify(change) } : {}) });
  if (!answer.ok) throw new Error(`the panel refused it: ${answer.status} ${await answer.text()}`);
}

async function control<Answer>(method: string, name: string, body: unknown): Promise<Answer> {
  const answer = await fetch(`${browserRun.simulatorUrl}/_control/${name}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the simulator refused ${name}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
