import type { Server } from 'node:http';
import postgres from 'postgres';
import { createApplicationServer, listenAnywhere } from './application-server';
import { resetClock } from './clock';
import { openSimulator } from './simulator';

/** Settings of an application under test, besides its database. */
export function settingsFor(addresses: { appUrl: string; mercadopagoUrl: string }): Record<string, string> {
  return {
    APP_URL: addresses.appUrl,
    MERCADOPAGO_API_URL: addresses.mercadopagoUrl,
    AUTH_SECRET: 'only-for-tests-0123456789abcdefghij',
    ENCRYPTION_KEY: 'only-for-tests-jihgfedcba9876543210',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
  };
}

/** The application in this process, against the database of this test file and a simulator of its own. */
export type TestApplication = Awaited<ReturnType<typeof openApplication>>;

/**
 * Starts the application: its services, both of its doors over HTTP, and, unless told otherwise, its worker. Services are
 * loaded here and not by `import`, because the environment must be known before.
 */
export async function openApplication({
  hasWorker = true,
  mercadopagoUrlFor = async (simulatorUrl: string) => simulatorUrl,
}: {
  hasWorker?: boolean;
  /** Where the application finds Mercado Pago, when something stands between it and the simulator. */
  mercadopagoUrlFor?: (simulatorUrl: string) => Promise<string>;
} = {}) {
  const simulator = await openSimulator();
  const mercadopagoUrl = await mercadopagoUrlFor(simulator.url);
  const front = createApplicationServer();
  const handlers = createApplicationServer();
  const url = await listenAnywhere(front.server);
  const handlersUrl = await listenAnywhere(handlers.server);
  Object.assign(process.env, settingsFor({ appUrl: url, mercadopagoUrl }));
  const services = await loadServices();
  await front.serve('front');
  await handlers.serve('handlers');
  if (hasWorker) services.startWorker();

  return {
    simulator,
    mercadopagoUrl,
    url,
    handlersUrl,
    services,
    /** Forgets what earlier tests left to do, so that it does not happen during the next one. */
    settleDown: async () => {
      resetClock();
      for (const forget of [
        'update orders set look_again_at = null, method_due_at = null where look_again_at is not null or method_due_at is not null',
        'update notifications set due_at = null where due_at is not null',
        'update refunds set due_at = null where due_at is not null',
        'update reconciliation_runs set due_at = null where due_at is not null',
        'update reconciliation_items set due_at = null where due_at is not null',
        "update webhook_deliveries set state = 'failed', due_at = null where state = 'pending'",
        "update place_creations set state = 'canceled', due_at = null where due_at is not null",
        'delete from place_syncs',
      ])
        await throughDeadlocks(() => services.sql.unsafe(forget));
    },
    close: async () => {
      resetClock();
      await services.stopWorker();
      await Promise.all([end(front.server), end(handlers.server), simulator.close()]);
      await services.sql.end({ timeout: 1 });
    },
  };
}

/** The worker may be changing the same rows in another order: then one of the two is told to try again. */
async function throughDeadlocks(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === '40P01')) throw error;
    await throughDeadlocks(work);
  }
}

async function loadServices() {
  const [
    client,
    bootstrap,
    connection,
    placeSync,
    inbox,
    work,
    sweep,
    settling,
    refunds,
    verification,
    worker,
    health,
    silence,
    retention,
    unattendedLog,
  ] = await Promise.all([
    import('@/db/client'),
    import('@/lib/services/bootstrap'),
    import('@/lib/services/connection'),
    import('@/lib/services/place-sync'),
    import('@/lib/services/inbox'),
    import('@/lib/services/notification-work'),
    import('@/lib/services/sweep'),
    import('@/lib/services/refund-settling'),
    import('@/lib/services/refunds'),
    import('@/lib/services/verification'),
    import('@/lib/services/worker'),
    import('@/lib/services/health'),
    import('@/lib/services/silence'),
    import('@/lib/services/retention'),
    import('@/lib/services/unattended-log'),
  ]);
  return {
    ...client,
    ...bootstrap,
    ...connection,
    ...placeSync,
    ...inbox,
    ...work,
    ...sweep,
    ...settling,
    ...refunds,
    ...verification,
    ...worker,
    ...health,
    ...silence,
    ...retention,
    ...unattendedLog,
  };
}

async function end(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
