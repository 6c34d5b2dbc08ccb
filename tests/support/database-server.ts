import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createChildren } from '../../scripts/launcher/children.mjs';
import { startDatabase } from '../../scripts/launcher/database.mjs';
import { ensureMigrated } from '../../scripts/launcher/migrations.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that every test file gets a copy of. */
    templateUrl: string;
    /** The server's superuser. */
    databaseAdminUrl: string;
  }
}

/** One PostgreSQL for the whole run, the same that `npm start` uses, with a migrated database to copy from. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'mostrador-tests-'));
  const children = createChildren();
  const { url, adminUrl } = await startDatabase({ dataDir, children, isDisposable: true });
  await ensureMigrated(children, url, 'The database for tests');
  project.provide('templateUrl', url);
  project.provide('databaseAdminUrl', adminUrl);
  return async () => {
    await children.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
