import { spawn, spawnSync } from 'node:child_process';

/** What a program printed and how it ended. */
export type ProgramRun = { readonly code: number | null; readonly output: string; readonly errors: string };

/** Runs a program to its end, with these variables and a path alone. */
export function runProgram(
  command: string,
  words: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<ProgramRun> {
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_ENV: 'production', PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    ...(options.cwd ? { cwd: options.cwd } : {}),
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output, errors }));
  });
}

/** Whether this machine has a program. */
export function hasProgram(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}
