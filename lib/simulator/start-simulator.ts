import http from 'node:http';
import { attendedOrderRoutes } from './attended-orders';
import { controlRoutes } from './control';
import { createSimulation } from './create-simulation';
import { dynamicOrderRoutes } from './dynamic-orders';
import { firstOrderRoutes } from './first-orders';
import { merchantOrderWriteRoutes } from './merchant-order-writes';
import { merchantOrderRoutes } from './merchant-orders';
import { oauthRoutes } from './oauth';
import { ordersApiRoutes } from './orders-api';
import { passTime } from './pass-time';
import { paymentRoutes } from './payments';
import { phonePageRoutes } from './phone-page';
import { posRoutes } from './pos';
import { qrPictureRoutes } from './qr-pictures';
import { refundRoutes } from './refunds';
import { reportRoutes } from './reports';
import { createRequestHandler } from './request-handler';
import { createRouter } from './router';
import { storeRoutes } from './stores';
import { testUserRoutes } from './test-users';
import { accountRoutes } from './users-me';

/** How to start. Port 0 takes a free one. Without `stateFile` the state dies with the process. */
export type SimulatorOptions = {
  port: number;
  host?: string;
  stateFile?: string | undefined;
  /** Base URL of the pictures, where callers reach the simulator under another name than they use. */
  publicUrl?: string | undefined;
};

/** A running simulator. `close` ends every connection and writes the state. */
export type RunningSimulator = { url: string; port: number; close(): Promise<void> };

const sweepMs = 500;

/** Starts a stand-in for Mercado Pago. Rejects with the system's error (`EADDRINUSE`) when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const host = options.host ?? '127.0.0.1';
  const { simulation, live, stop } = createSimulation(options.stateFile ?? null);
  const answer = createRouter([
    ...accountRoutes,
    ...storeRoutes,
    ...posRoutes,
    ...attendedOrderRoutes,
    ...firstOrderRoutes,
    ...dynamicOrderRoutes,
    ...ordersApiRoutes,
    ...oauthRoutes,
    ...testUserRoutes,
    ...reportRoutes,
    ...merchantOrderRoutes,
    ...merchantOrderWriteRoutes,
    ...paymentRoutes,
    ...refundRoutes,
    ...qrPictureRoutes,
    ...controlRoutes,
    ...phonePageRoutes,
  ]);
  const server = http.createServer(
    createRequestHandler({ simulation, answer, live, publicUrl: options.publicUrl ?? null }),
  );
  // Longer than any client keeps an idle connection, so that no request meets one that is just being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  simulation.wakeDeliveries();
  const sweep = setInterval(() => passTime(simulation), sweepMs);
  sweep.unref();

  return {
    url: `http://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    port,
    async close() {
      clearInterval(sweep);
      stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
