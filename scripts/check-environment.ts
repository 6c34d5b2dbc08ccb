import { EnvError, env } from '@/lib/env';

// Says what is wrong with the environment, a line per variable, before anything slow begins.
try {
  env();
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
