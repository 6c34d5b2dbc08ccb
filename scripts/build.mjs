import { refuseUnsupportedMachine } from './launcher/node-version.mjs';

// A production build, unless the one that is there was made of these very sources. Unlike `npm start` it installs
// nothing: an image and a pipeline do that in a step of their own.
refuseUnsupportedMachine();
const { ensureBuilt } = await import('./launcher/build.mjs');
const { withProgress } = await import('./launcher/progress.mjs');
const { createSupervisor } = await import('./launcher/supervisor.mjs');

const supervisor = createSupervisor();
supervisor.stopOnSignals(130);
await withProgress('building', () => ensureBuilt(supervisor.children)).then(() => supervisor.stop(0), supervisor.fail);
