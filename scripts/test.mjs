import { refuseUnsupportedMachine } from './launcher/node-version.mjs';

refuseUnsupportedMachine();
const [suite, ...filters] = process.argv.slice(2);
const { runTests } = await import('./launcher/run-tests.mjs');
await runTests(suite, filters);
