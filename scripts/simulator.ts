import { startSimulator } from '../lib/simulator/start-simulator';

const portTakenExitCode = 98;

/** Runs the simulator until a signal ends it, or, with EXIT_WITH_PARENT=1, until the standard input closes. */
async function main(): Promise<void> {
  const port = readPort(process.env.SIMULATOR_PORT ?? '3001');
  const host = process.env.HOST ?? '127.0.0.1';
  const simulator = await startSimulator({ port, host, stateFile: process.env.SIMULATOR_STATE_FILE || undefined });
  let isStopping = false;

  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    await simulator.close();
    process.exit(0);
  }

  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.env.EXIT_WITH_PARENT === '1') {
    process.stdin.on('end', stop).on('close', stop).on('error', stop);
    process.stdin.resume();
  }
  process.stdout.write(`simulator ready http://localhost:${simulator.port}\n`);
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  fail(`SIMULATOR_PORT is "${text}", expected a port from 0 to 65535`, 1);
}

function fail(line: string, code: number): never {
  process.stderr.write(`simulator: ${line}\n`);
  process.exit(code);
}

main().catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (isTaken) fail(`port ${process.env.SIMULATOR_PORT ?? '3001'} is already in use`, portTakenExitCode);
  fail(error instanceof Error ? error.message : String(error), 1);
});
