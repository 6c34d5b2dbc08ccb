import { refuseUnsupportedMachine } from './launcher/node-version.mjs';

// The quick subset that every commit passes.
refuseUnsupportedMachine();
const { runTests } = await import('./launcher/run-tests.mjs');
await runTests('check', []);
