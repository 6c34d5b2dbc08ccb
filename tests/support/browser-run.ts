import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../scripts/launcher/ports.mjs';
import { demoEmail } from '../../scripts/launcher/sign-in.mjs';

/*
 * Where this run of the browser tests lives: for every worker an app with a simulator and a data folder of its own, so
 * that what one test does to Mercado Pago never reaches another. Playwright loads its configuration in every worker; the
 * first process chooses, the others inherit the choice.
 */

type Desk = { readonly dataDir: string; readonly port: string; readonly simulatorPort: string };

/** Tests wait more than they work: two fill two cores. */
const desksAtOnce = 2;

const isFirst = process.env.E2E_DESKS === undefined;
process.env.E2E_DESKS ??= JSON.stringify(await chooseDesks());

/** One app for each worker. */
export const desks: readonly Desk[] = JSON.parse(process.env.E2E_DESKS);
if (isFirst) {
  process.once('exit', () => {
    for (const { dataDir } of desks) rmSync(dataDir, { recursive: true, force: true });
  });
}

const mine = desks[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
if (!mine) throw new Error(`there are ${desks.length} apps for worker ${process.env.TEST_PARALLEL_INDEX}`);

/** The app and the simulator of this worker. */
export const browserRun = {
  ...mine,
  url: `http://localhost:${mine.port}`,
  simulatorUrl: `http://localhost:${mine.simulatorPort}`,
} as const;

/** How the demonstration's owner signs in; known once the app is up. */
export function demoSignIn(): { email: string; password: string } {
  return { email: demoEmail, password: readFileSync(path.join(browserRun.dataDir, 'demo-password'), 'utf8').trim() };
}

/** The database behind the app, for what no page shows; known once the app is up. */
export function databaseUrl(): string {
  const { url }: { url: string } = JSON.parse(readFileSync(path.join(browserRun.dataDir, 'postgres.json'), 'utf8'));
  return url;
}

async function chooseDesks(): Promise<Desk[]> {
  const chosen: Desk[] = [];
  for (let index = 0; index < desksAtOnce; index += 1) {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'mostrador-e2e-'));
    chosen.push({ dataDir, port: String(await freePort()), simulatorPort: String(await freePort()) });
  }
  return chosen;
}
