import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { settingsFor } from './application';

/** The application in a process of its own. `output` is everything that it printed so far. */
export type AppProcess = {
  readonly url: string;
  readonly output: () => string;
  /** Starts its worker. */
  readonly work: () => void;
  /** SIGKILL: nothing is finished, nothing is put away. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts one and waits until it listens. Without `appUrl` its orders are notified at its own address. */
export async function startAppProcess(options: {
  readonly mercadopagoUrl: string;
  readonly databaseUrl?: string;
  readonly appUrl?: string;
  readonly settings?: Record<string, string>;
}): Promise<AppProcess> {
  const { APP_URL: appUrl, ...settings } = settingsFor({
    appUrl: options.appUrl ?? '',
    mercadopagoUrl: options.mercadopagoUrl,
  });
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'app-process-main.ts')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      TSX_TSCONFIG_PATH: 'tsconfig.node.json',
      DATABASE_URL: options.databaseUrl ?? process.env.DATABASE_URL,
      NODE_ENV: 'production',
      ...settings,
      ...(appUrl ? { APP_URL: appUrl } : {}),
      ...options.settings,
    },
  });
  let printed = '';
  const ended = once(child, 'exit');
  const ready = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (piece: string) => {
        printed += piece;
        const url = /^ready (\S+)\n/m.exec(printed)?.[1];
        if (url) resolve(url);
      });
  });
  const url = await Promise.race([ready, ended.then(() => null)]);
  if (url === null) throw new Error(`the application did not start:\n${printed}`);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    output: () => printed,
    work: () => void child.stdin.write('work\n'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
