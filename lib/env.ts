import 'server-only';
import { z } from 'zod';

/*
 * The environment, read in this one place. A wrong value stops the start with one line that names the variable, what
 * was found and what is expected.
 */

const url = (protocols: readonly string[]) =>
  z.string().refine(
    (value) => {
      const parsed = URL.parse?.(value) ?? safeUrl(value);
      return parsed !== null && protocols.includes(parsed.protocol);
    },
    `a URL that begins with ${protocols.join(' or ')}//`,
  );

const port = z.coerce
  .number({ error: 'a port between 0 and 65535' })
  .int('a port between 0 and 65535')
  .min(0, 'a port between 0 and 65535')
  .max(65535, 'a port between 0 and 65535');

const secret = z.string().min(32, 'at least 32 characters');

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const schema = z.object({
  NODE_ENV: z.string().default('production'),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  APP_URL: url(['http:', 'https:']).optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']),
  DATA_DIR: z.string().default('.data'),
  MERCADOPAGO_API_URL: url(['http:', 'https:']),
  MERCADOPAGO_CLIENT_ID: z.string().optional(),
  MERCADOPAGO_CLIENT_SECRET: z.string().optional(),
  AUTH_SECRET: secret,
  ENCRYPTION_KEY: z.string().refine((value) => value.split(',').every((key) => key.trim().length >= 32), {
    message: 'one key or a comma-separated list of keys, each of at least 32 characters',
  }),
  ADMIN_EMAIL: z.email('an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(8, 'at least 8 characters').optional(),
  MERCADOPAGO_ACCESS_TOKEN: z.string().min(10, 'an access token').optional(),
  /** Seed the demonstration; set by the launcher when both the database and the simulator are its own. */
  MOSTRADOR_DEMO: z.enum(['0', '1']).default('0'),
  DEMO_PASSWORD: z.string().min(8, 'at least 8 characters').optional(),
  /** A proxy of ours is the only one that can reach this port: its X-Forwarded-* headers are believed. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** Set by the launcher: end when the standard input closes, that is, when the launcher is gone. */
  EXIT_WITH_PARENT: z.enum(['0', '1']).default('0'),
  /** Mercado Pago repeats what it could not deliver for four days; less would forget what is still being repeated. */
  NOTIFICATION_RETENTION_DAYS: z.coerce
    .number({ error: 'a number of days between 7 and 3650' })
    .int('a number of days between 7 and 3650')
    .min(7, 'a number of days between 7 and 3650')
    .max(3650, 'a number of days between 7 and 3650')
    .default(90),
  /** Networks that are not public and to which webhooks may be sent all the same, over plain http too. */
  WEBHOOK_ALLOWED_NETWORKS: z
    .string()
    .refine((value) => value.split(',').every((one) => network.safeParse(one.trim()).success), {
      message: 'a comma-separated list of addresses or networks, like 10.0.0.0/8,192.168.1.20',
    })
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Env = z.infer<typeof schema> & { readonly appUrl: string };

/** The validated environment; throws an `EnvError` with one line per wrong variable. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) throw new EnvError(parsed.error.issues.map((issue) => sentenceFor(issue, present)).join('\n'));
  return {
    ...parsed.data,
    appUrl: (parsed.data.APP_URL ?? `http://localhost:${parsed.data.PORT}`).replace(/\/+$/, ''),
  };
}

/** Says which variables are wrong; never carries the value of a secret. */
export class EnvError extends Error {}

/** The environment of this process, parsed once. */
export function env(): Env {
  cached ??= readEnv(process.env.NEXT_PHASE === 'phase-production-build' ? buildTimeEnv : process.env);
  return cached;
}
let cached: Env | undefined;

/** `next build` evaluates modules without using them: it needs no database, no secret and no account. */
const buildTimeEnv = {
  DATABASE_URL: 'postgres://build',
  MERCADOPAGO_API_URL: 'http://build',
  AUTH_SECRET: '-'.repeat(32),
  ENCRYPTION_KEY: '-'.repeat(32),
};

const secretNames = /SECRET|KEY|PASSWORD|TOKEN|DATABASE_URL/;

function sentenceFor(issue: z.core.$ZodIssue, source: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  const found = source[name];
  if (found === undefined) return `${name} is not set: expected ${expectation(name, issue)}`;
  return `${name} is ${secretNames.test(name) ? 'not valid' : JSON.stringify(found)}: expected ${expectation(name, issue)}`;
}

function expectation(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  if (name === 'DATABASE_URL') return 'a URL that begins with postgres://';
  if (name === 'MERCADOPAGO_API_URL') return 'https://api.mercadopago.com or the URL of a simulator';
  if (name === 'AUTH_SECRET') return 'at least 32 characters, for example from: openssl rand -base64 32';
  if (name === 'ENCRYPTION_KEY') return 'a key of at least 32 characters, for example from: openssl rand -base64 32';
  return issue.message;
}

function safeUrl(value: string): URL | null {
  try {
    return new URL(value);
  } catch {
    return null;
  }
}
