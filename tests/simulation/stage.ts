import { setTimeout as pass } from 'node:timers/promises';
import { type Answer, call } from '../support/answer';
import { type AppProcess, startAppProcess } from '../support/app-process';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop } from '../support/shop';

/** What a campaign that measures has: a shop, and an app in a process of its own, which works apart from what measures it. */
export type Stage = {
  readonly application: TestApplication;
  readonly shop: Shop;
  readonly app: AppProcess;
  /** Charges one coffee through that process, on a till as it stands or otherwise. */
  readonly charge: (key: string, change: Record<string, unknown>) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** Opens one. Without notifications, nobody is told of any payment. */
export async function openStage({ isNotified }: { isNotified: boolean }): Promise<Stage> {
  const application = await openApplication({ hasWorker: false });
  const shop = await openShop(application);
  if (!isNotified) await application.simulator.notify({ mode: 'none' });
  const app = await startAppProcess({ mercadopagoUrl: application.simulator.url });
  return {
    application,
    shop,
    app,
    charge: (key, change) =>
      call(`${app.url}/api/v1/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': key },
        body: { items: [{ title: 'Café', unit_price: '15', quantity: 1 }], ...change },
      }),
    close: async () => {
      await app.stop();
      await application.close();
    },
  };
}

/** How long a cashier takes from one sale to the next. It is load that has a pace; nothing is waited for. */
export async function untilNextSale(ms: number): Promise<void> {
  await pass(ms);
}
