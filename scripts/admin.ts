import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { sql } from '@/db/client';
import { listMerchants, listSecrets, type MerchantProfile, resealSecret } from '@/db/merchants';
import { listWebhookSecrets, resealWebhookSecret } from '@/db/webhook-endpoints';
import { apiKeyBounds } from '@/lib/domain/api-key';
import { apiKeyScopes, roles } from '@/lib/domain/permissions';
import { actAsSystem } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { currentKeyId, seal, unseal } from '@/lib/sealing';
import { verifyAccount } from '@/lib/services/account-verification';
import { sealingPlace } from '@/lib/services/accounts';
import { createApiKey } from '@/lib/services/api-keys';
import { createMerchant, createPerson } from '@/lib/services/bootstrap';
import { connectAccount } from '@/lib/services/connection';
import { demo, furnishDemo } from '@/lib/services/demo';
import { readOwnerlessDeliveries } from '@/lib/services/ownerless';
import { sweepOrders } from '@/lib/services/sweep';
import { verifyOrders } from '@/lib/services/verification';
import { webhookSealingPlace } from '@/lib/services/webhook-endpoints';

/*
 * The administrator's commands. Each prints what it did in a line or two; a failure is one line and a non-zero exit.
 */

class UsageError extends Error {}

const usage = `usage: npm run admin -- <command>
  merchant list
  merchant create --name N                   another business, connected with the next command
  merchant connect [--merchant M]            access token from standard input
  user create --email E --role R [--merchant M] [--name N]   password asked, or from standard input
  api-key create --name N --scopes a,b [--merchant M] [--days 365] [--per-second 50]
  encryption rotate                          seal every secret with the first ENCRYPTION_KEY
  sweep --once                               look at every order whose time has come
  verify                                     rebuild every order from its history and compare
  mercadopago verify [--merchant M]          read-only checks of the connected account
  notification ownerless [--limit 20]        what the application's URL received about accounts that nobody connected
  demo load                                  the demonstration merchant, against a simulator`;

const commands: Record<string, (options: Options) => Promise<void>> = {
  'merchant list': printMerchants,
  'merchant create': addMerchant,
  'merchant connect': connectMerchant,
  'user create': createUser,
  'api-key create': addApiKey,
  'encryption rotate': rotateEncryption,
  sweep: sweepOnce,
  verify,
  'mercadopago verify': verifyConnection,
  'notification ownerless': printOwnerless,
  'demo load': loadDemo,
};

type Options = {
  readonly merchant?: string;
  readonly email?: string;
  readonly role?: string;
  readonly name?: string;
  readonly scopes?: string;
  readonly days?: string;
  readonly 'per-second'?: string;
  readonly limit?: string;
  readonly once?: boolean;
};

await main();

async function main(): Promise<void> {
  try {
    const words = process.argv.slice(2);
    if (words.includes('--help') || words.includes('-h')) return say(usage);
    const { values, positionals } = parse(words);
    const command = commands[positionals.join(' ')];
    if (!command) throw new UsageError(usage);
    await command(values);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function parse(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        merchant: { type: 'string' },
        email: { type: 'string' },
        role: { type: 'string' },
        name: { type: 'string' },
        scopes: { type: 'string' },
        days: { type: 'string' },
        'per-second': { type: 'string' },
        limit: { type: 'string' },
        once: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : usage);
  }
}

async function printMerchants(): Promise<void> {
  for (const { merchant, name, account, environment } of await listMerchants(actAsSystem())) {
    const connection = account ? `${account.siteId} ${account.collectorId} ${environment}` : 'not connected';
    say(`${merchant.id}  ${name}  ${connection}`);
  }
}

async function addMerchant(options: Options): Promise<void> {
  const name = options.name?.trim();
  if (!name || name.length > 100)
    throw new UsageError('--name is needed: what the business is called, at most 100 characters');
  const isTaken = (await listMerchants(actAsSystem())).some((merchant) => merchant.name === name);
  if (isTaken) throw new UsageError(`there is a merchant ${name} already`);
  say((await createMerchant(name)).id);
}

async function connectMerchant(options: Options): Promise<void> {
  const merchants = await listMerchants(actAsSystem());
  const merchant =
    merchants.length === 0 && !options.merchant
      ? await createMerchant(options.name ?? 'Mostrador')
      : (await chooseMerchant(options)).merchant;
  const accessToken = await readSecret('Access token: ');
  const imported = await connectAccount(merchant, { accessToken, personId: null });
  say(`connected; ${imported.stores} stores and ${imported.pos} points of sale imported`);
}

async function createUser(options: Options): Promise<void> {
  const role = roles.find((known) => known === options.role);
  if (!options.email?.includes('@')) throw new UsageError('--email is needed: the address to sign in with');
  if (!role) throw new UsageError(`--role is needed: one of ${roles.join(', ')}`);
  const merchants = await listMerchants(actAsSystem());
  const merchant =
    merchants.length === 0 && !options.merchant
      ? await createMerchant(options.name ?? 'Mostrador')
      : (await chooseMerchant(options)).merchant;
  const password = await readSecret('Password: ');
  if (password.length < 8) throw new UsageError('the password is too short: at least 8 characters');
  const name = options.name ?? options.email.split('@')[0] ?? options.email;
  await createPerson(merchant, { email: options.email, name, password, role });
  say(`${options.email} can sign in as ${role}`);
}

async function addApiKey(options: Options): Promise<void> {
  const { merchant } = await chooseMerchant(options);
  const scopes = (options.scopes ?? '').split(',').filter(Boolean);
  if (scopes.length === 0 || scopes.some((scope) => !apiKeyScopes.some((known) => known === scope)))
    throw new UsageError(`--scopes is needed: some of ${apiKeyScopes.join(',')}`);
  if (!options.name) throw new UsageError('--name is needed: where the key is used');
  const days = Number(options.days ?? '365');
  if (!Number.isInteger(days) || days < 1 || days > 365) throw new UsageError('--days is a number from 1 to 365');
  const { usual, min, max } = apiKeyBounds.ratePerSecond;
  const ratePerSecond = Number(options['per-second'] ?? usual);
  if (!Number.isInteger(ratePerSecond) || ratePerSecond < min || ratePerSecond > max)
    throw new UsageError(`--per-second is a number from ${min} to ${max}`);
  const key = await createApiKey(merchant, { name: options.name, scopes, days, ratePerSecond }, { personId: null });
  say('keep this key: it is not shown again');
  say(key);
}

async function rotateEncryption(): Promise<void> {
  let rotated = 0;
  for (const { merchant, kind, secret } of await listSecrets(actAsSystem())) {
    if (secret.keyId === currentKeyId()) continue;
    const place = sealingPlace(merchant, kind);
    await resealSecret(merchant, kind, secret, seal(unseal(secret, place), place));
    rotated += 1;
  }
  for (const { merchant, endpointId, secret } of await listWebhookSecrets(actAsSystem())) {
    if (secret.keyId === currentKeyId()) continue;
    const place = webhookSealingPlace(merchant, endpointId, secret.id);
    await resealWebhookSecret(merchant, endpointId, secret, seal(unseal(secret, place), place));
    rotated += 1;
  }
  say(`${rotated} secrets sealed anew`);
}

async function sweepOnce(options: Options): Promise<void> {
  if (!options.once) throw new UsageError('usage: npm run admin -- sweep --once');
  let looked = 0;
  for (let batch = await sweepOrders(); batch > 0; batch = await sweepOrders()) looked += batch;
  say(`${looked} orders looked at`);
}

async function verify(): Promise<void> {
  const { checked, broken } = await verifyOrders();
  for (const line of broken) say(line);
  say(`${checked} orders rebuilt from their history, ${broken.length} differ`);
  if (broken.length > 0) process.exitCode = 1;
}

async function verifyConnection(options: Options): Promise<void> {
  const { merchant, name } = await chooseMerchant(options);
  say(`${name}, ${new Date().toISOString()}`);
  const allOk = await verifyAccount(merchant, ({ check, isOk, found }) =>
    say(`${isOk ? 'ok  ' : 'FAIL'}  ${check}: ${found}`),
  );
  if (!allOk) process.exitCode = 1;
}

async function printOwnerless(options: Options): Promise<void> {
  const limit = Number(options.limit ?? '20');
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new UsageError('--limit is a number from 1 to 1000');
  const { accounts, newest } = await readOwnerlessDeliveries(limit);
  if (accounts.length === 0) return say('everything that came belongs to a merchant');
  for (const { userId, deliveries, firstAt, lastAt } of accounts)
    say(`account ${userId ?? '-'}: ${deliveries} deliveries, ${atText(firstAt)} to ${atText(lastAt)}`);
  for (const { receivedAt, userId, topic, resourceId } of newest)
    say(`${atText(receivedAt)}  ${userId ?? '-'}  ${topic ?? '-'}  ${resourceId ?? '-'}`);
}

function atText(at: Date | null): string {
  return at?.toISOString() ?? '-';
}

async function loadDemo(): Promise<void> {
  const merchant = await createMerchant(demo.merchantName);
  const password = await readSecret('Password: ');
  await createPerson(merchant, { email: demo.email, name: demo.personName, password, role: 'owner' });
  await furnishDemo();
  await connectAccount(merchant, { accessToken: demo.accessToken, personId: null });
  say(`${demo.email} can sign in`);
}

async function chooseMerchant(options: Options): Promise<MerchantProfile> {
  const merchants = await listMerchants(actAsSystem());
  const chosen = options.merchant
    ? merchants.filter(({ merchant, name }) => merchant.id === options.merchant || name === options.merchant)
    : merchants;
  const [only, ...others] = chosen;
  if (!only) throw new UsageError(options.merchant ? `no merchant ${options.merchant}` : 'there is no merchant yet');
  if (others.length > 0) throw new UsageError('there are several merchants: choose one with --merchant');
  return only;
}

/** A secret is typed at the prompt or piped in; it is never an argument, where other programs could see it. */
async function readSecret(prompt: string): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(prompt);
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line.trim();
  } finally {
    lines.close();
  }
  throw new UsageError('nothing came on standard input');
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof AppError)
    return `${error.message}${Object.keys(error.fields).length ? ` (${Object.values(error.fields).join(', ')})` : ''}`;
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
