import { createInterface } from 'node:readline/promises';
import { createApplicationServer, listenAnywhere } from './application-server';

/*
 * The application as a process of its own, to be killed. It says where it listens, starts its worker when it is told `work`,
 * and ends when its standard input closes.
 */

const front = createApplicationServer();
const url = await listenAnywhere(front.server);
process.env.APP_URL ??= url;
await front.serve('front');
process.stdout.write(`ready ${url}\n`);
process.stdin.setEncoding('utf8').on('end', () => process.exit());
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'work') continue;
  const { startWorker } = await import('@/lib/services/worker');
  startWorker();
}
