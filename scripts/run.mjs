import { refuseUnsupportedMachine } from './launcher/node-version.mjs';

refuseUnsupportedMachine();
const [file, ...args] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: node scripts/run.mjs FILE [argument …]\n');
  process.exit(1);
}
const { runScript } = await import('./launcher/run-script.mjs');
await runScript(file, args);
