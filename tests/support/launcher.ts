import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { settings } from '../../scripts/launcher/environment.mjs';
import { isAlive } from '../../scripts/launcher/process-identity.mjs';
import { isListening } from '../../scripts/launcher/readiness.mjs';
import { eventually } from './eventually';

/** A first start may have to build. */
export const startMs = 300_000;

/** A running `npm start`: the real script, in a process of its own. */
export type Launcher = ReturnType<typeof launch>;

/** Runs `scripts/start.mjs` with nothing set but this. */
export function launch(env: Record<string, string>) {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...Object.fromEntries(settings.map((name) => [name, ''])), LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));

  return {
    output: () => output,
    exitCode,
    signal: (name: NodeJS.Signals) => child.kill(name),
    /** Waits for the block, and gives what it says. */
    async ready() {
      await eventually(
        () => {
          expect(child.exitCode, output).toBeNull();
          expect(output).toContain('ready in');
        },
        { withinMs: startMs },
      );
      return {
        url: /Mostrador +(\S+)/.exec(output)?.[1] ?? '',
        password: /password: (\S+)/.exec(output)?.[1] ?? '',
        simulatorUrl: /Simulator +(\S+)/.exec(output)?.[1] ?? '',
      };
    },
  };
}

/** What `running.json` says while a launcher has the folder. */
export function processesOf(dataDir: string): { pid: number; bornAt: string }[] {
  const running: { processes: { pid: number; bornAt: string }[] } = JSON.parse(
    readFileSync(path.join(dataDir, 'running.json'), 'utf8'),
  );
  return running.processes;
}

/** Waits until none of these processes is there and nothing listens at these addresses. */
export async function nothingIsLeft(processes: { pid: number; bornAt: string }[], urls: string[]): Promise<void> {
  await eventually(async () => {
    expect(processes.filter(isAlive)).toEqual([]);
    for (const { hostname: host, port } of urls.map((url) => new URL(url)))
      expect(await isListening({ host, port: Number(port) })).toBe(false);
  });
}
