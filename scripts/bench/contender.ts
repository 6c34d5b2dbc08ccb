import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import autocannon from 'autocannon';

/** One server under load: a process of its own, so that its CPU can be told from the load's. */
export type Contender = { readonly name: string; readonly url: string; readonly process: ChildProcess };

export type Figures = { requestsPerSecond: number; p99Ms: number; p50Ms: number; cpuUs: number; failures: number };

/** Starts a server with a free port in `PORT` and waits until it answers on `probe`. Its errors go to ours. */
export async function startContender(
  name: string,
  command: readonly string[],
  options: { env: Record<string, string>; probe?: string },
): Promise<Contender> {
  const port = await freePort();
  const [program = process.execPath, ...args] = command.map((word) => word.replace('$PORT', String(port)));
  const child = spawn(program, args, {
    env: { ...process.env, ...options.env, PORT: String(port), NODE_ENV: 'production', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 60_000;
  while (!(await answers(url + (options.probe ?? '/')))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${name} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { name, url, process: child };
}

export async function stopContender({ process: child }: Contender): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(force);
}

/** Which answers are the right ones; the others count as failures. */
type Answers = '2xx' | '4xx';
type Load = Omit<autocannon.Options, 'url'> & { path: string };

/**
 * Loads every contender in turn, `rounds` times over, and answers the median round of each. With `amount` in the load a
 * round is so many requests instead of a time: for slow answers, where the slower one would be less warm as well.
 */
export async function alternate(
  contenders: readonly Contender[],
  load: Load,
  { rounds = 3, seconds = 4, answers = '2xx' }: { rounds?: number; seconds?: number; answers?: Answers } = {},
): Promise<Map<string, Figures>> {
  const measured = new Map(contenders.map((contender) => [contender.name, [] as Figures[]]));
  for (const contender of contenders) await shoot(contender, load, { seconds: seconds / 2, answers });
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders)
      measured.get(contender.name)?.push(await shoot(contender, load, { seconds, answers }));
  return new Map([...measured].map(([name, figures]) => [name, median(figures)]));
}

/** Prints a row in the agreed form. */
export function printRow(row: Record<string, string | number>): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

export function ratio(ours: number, baseline: number): number {
  return Math.round((ours / baseline) * 100) / 100;
}

async function shoot(
  { url, process: child }: Contender,
  { path, ...load }: Load,
  { seconds, answers }: { seconds: number; answers: Answers },
): Promise<Figures> {
  const cpuBefore = cpuSeconds(child.pid);
  const result = await autocannon({ ...load, url: url + path, duration: seconds });
  const cpu = cpuSeconds(child.pid) - cpuBefore;
  return {
    requestsPerSecond: Math.round(result[answers] / result.duration),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuUs: Math.round((cpu * 1e6) / Math.max(result[answers], 1)),
    failures: result['2xx'] + result.non2xx - result[answers] + result.errors,
  };
}

function median(figures: Figures[]): Figures {
  const sorted = [...figures].sort((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}

/** CPU time of a process so far; NaN where /proc is missing. */
export function cpuSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { redirect: 'manual' });
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
