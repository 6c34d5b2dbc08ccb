import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../scripts/launcher/ports.mjs';
import { demoEmail } from '../../scripts/launcher/sign-in.mjs';

/*
 * Where this run of the browser tests lives: ports and a data folder of its own. Playwright loads its configuration in
 * every worker; the first process chooses, the others inherit the choice.
 */

const isFirst = process.env.E2E_DATA_DIR === undefined;
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'mostrador-e2e-'));
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_SIMULATOR_PORT ??= String(await freePort());

const dataDir = process.env.E2E_DATA_DIR;
if (isFirst) process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));

export const browserRun = {
  dataDir,
  port: process.env.E2E_PORT,
  simulatorPort: process.env.E2E_SIMULATOR_PORT,
  url: `http://localhost:${process.env.E2E_PORT}`,
  simulatorUrl: `http://localhost:${process.env.E2E_SIMULATOR_PORT}`,
} as const;

/** How the demonstration's owner signs in; known once the app is up. */
export function demoSignIn(): { email: string; password: string } {
  return { email: demoEmail, password: readFileSync(path.join(dataDir, 'demo-password'), 'utf8').trim() };
}

/** The database behind the app, for what no page shows; known once the app is up. */
export function databaseUrl(): string {
  const { url }: { url: string } = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'));
  return url;
}
