import 'server-only';
import { pino } from 'pino';
import { env } from './env';

/** JSON lines on stdout. Never pass it a token, a key or a request's headers; known names are censored all the same. */
export const log = pino({
  level: env().LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: describeError },
  redact: {
    paths: [
      '*.accessToken',
      '*.authorization',
      '*.password',
      '*.token',
      '*.secret',
      'accessToken',
      'authorization',
      'password',
      'token',
      'secret',
    ],
    censor: '[secret]',
  },
});

/** What a log line says of an error: never the parameters of a query, which can hold what must not be written down. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const [sentence = ''] = error.message.split('\nparams:');
  return {
    type: error.name,
    message: sentence.slice(0, 500),
    ...('code' in error ? { code: String(error.code) } : {}),
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
