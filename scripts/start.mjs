import { refuseUnsupportedMachine } from './launcher/node-version.mjs';

refuseUnsupportedMachine();
const { startApp } = await import('./launcher/start-app.mjs');
await startApp({ isDevelopment: process.argv.includes('--dev') });
