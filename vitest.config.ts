import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // The real one throws outside Next.
      { find: /^server-only$/, replacement: path.join(root, 'scripts', 'server-only.ts') },
    ],
  },
  test: {
    // One more than the cores that the product is built for: these tests wait more than they work.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/{integration,contract}/**/*.test.ts'],
          globalSetup: ['tests/support/database-server.ts'],
          setupFiles: ['tests/support/database-of-this-file.ts'],
          // Environment and clock belong to a process.
          pool: 'forks',
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Not part of `npm test`: `npm run simulate` runs these, one by one and for as long as they take.
        extends: true,
        test: {
          name: 'campaign',
          include: ['tests/simulation/campaigns/*.test.ts'],
          globalSetup: ['tests/support/database-server.ts'],
          setupFiles: ['tests/support/database-of-this-file.ts'],
          pool: 'forks',
          // However long it takes: thousands of worlds on a busy machine take hours.
          testTimeout: 0,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
