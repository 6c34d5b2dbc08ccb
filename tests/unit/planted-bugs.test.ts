import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plant } from '../../scripts/simulate/mutate';
import { plantedBugs } from '../../scripts/simulate/planted-bugs';

const root = path.resolve(import.meta.dirname, '..', '..');

/* `npm run simulate -- mutate` plants these; here they only must still fit, so that a change of the code takes them along. */

test.each(plantedBugs)('the planted bug still fits: $name', (bug) => {
  const source = readFileSync(path.join(root, bug.file), 'utf8');
  expect(plant(source, bug)).not.toBe(source);
  for (const file of bug.tests) expect(existsSync(path.join(root, file)), file).toBe(true);
  const tests = bug.tests.map((file) => readFileSync(path.join(root, file), 'utf8')).join('');
  expect(tests).toContain((bug.only ?? '').replace(/^\w+: /, ''));
});

test('there are enough of them, each with a name of its own', () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(25);
  expect(new Set(plantedBugs.map((bug) => bug.name)).size).toBe(plantedBugs.length);
});
