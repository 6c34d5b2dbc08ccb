import 'server-only';
import { randomBytes } from 'node:crypto';
import { sql } from '@/db/client';
import { getMerchant, hasConnectedMerchant, insertMerchant, listMerchants } from '@/db/merchants';
import { newId } from '@/db/new-id';
import { hasNoPeople, insertPerson } from '@/db/people';
import { listStores } from '@/db/stores';
import { makeReferencePrefix } from '@/lib/domain/external-reference';
import type { Role } from '@/lib/domain/permissions';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { hashPassword } from '@/lib/passwords';
import { connectAccount } from './connection';
import { demo, furnishDemo } from './demo';

/** What the boot found or made, for the health page and the launcher. */
export type BootState = { readonly isReady: boolean; readonly problem: string | null };

declare global {
  var mostradorBoot: { isReady: boolean; problem: string | null } | undefined;
}

const RETRY_MS = 5_000;
/** Only one process prepares a database at a time. */
const LOCK = 6_025_185;

/** State of the boot of this process. */
export function bootState(): BootState {
  return globalThis.mostradorBoot ?? { isReady: false, problem: null };
}

/**
 * Prepares what the environment asks for: the demonstration, or the first owner and the first account. When that fails
 * the app runs all the same and this tries again until it succeeds.
 */
export async function bootstrap(): Promise<void> {
  globalThis.mostradorBoot ??= { isReady: false, problem: null };
  const state = globalThis.mostradorBoot;
  for (;;) {
    try {
      await withLock(prepare);
      Object.assign(state, { isReady: true, problem: null });
      return;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (state.problem !== problem) log.error({ error }, 'the installation could not be prepared; trying again');
      // The app is of use without it: only the very first attempt holds health back.
      Object.assign(state, { isReady: true, problem });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Adds a merchant that is not connected yet. */
export async function createMerchant(name: string): Promise<Merchant> {
  return insertMerchant(actAsSystem(), {
    id: newId(),
    name,
    notificationKey: randomBytes(24).toString('base64url'),
    referencePrefix: makeReferencePrefix(randomBytes(4)),
  });
}

/** Adds somebody who can sign in. Throws PostgreSQL's unique violation for an e-mail that is known. */
export async function createPerson(
  merchant: Merchant,
  person: { email: string; name: string; password: string; role: Role },
): Promise<string> {
  const { password, ...rest } = person;
  const id = newId();
  await insertPerson(merchant, { id, ...rest, passwordHash: await hashPassword(password) });
  return id;
}

async function prepare(): Promise<void> {
  const system = actAsSystem();
  const { MOSTRADOR_DEMO, DEMO_PASSWORD, ADMIN_EMAIL, ADMIN_PASSWORD, MERCADOPAGO_ACCESS_TOKEN } = env();
  if (MERCADOPAGO_ACCESS_TOKEN) await connectFirst(MERCADOPAGO_ACCESS_TOKEN);
  if (ADMIN_EMAIL && ADMIN_PASSWORD && (await hasNoPeople(system))) {
    const name = ADMIN_EMAIL.split('@')[0] ?? ADMIN_EMAIL;
    await createPerson(await firstMerchant(), { email: ADMIN_EMAIL, name, password: ADMIN_PASSWORD, role: 'owner' });
  }
  if (MOSTRADOR_DEMO === '1' && DEMO_PASSWORD) await seedDemo(DEMO_PASSWORD);
}

/** The demonstration, when the database is empty or was left half prepared by a boot that ended early. */
async function seedDemo(password: string): Promise<void> {
  const system = actAsSystem();
  const [first] = await listMerchants(system);
  if (first && first.name !== demo.merchantName) return;
  const merchant = first?.merchant ?? (await createMerchant(demo.merchantName));
  if (await hasNoPeople(system))
    await createPerson(merchant, { email: demo.email, name: demo.personName, password, role: 'owner' });
  if (!(await isFurnished(merchant))) {
    await furnishDemo();
    await connectAccount(merchant, { accessToken: demo.accessToken, personId: null });
  }
}

/** Connects the environment's account unless some merchant has one already, stores included. */
async function connectFirst(accessToken: string): Promise<void> {
  const merchant = await firstMerchant();
  const others = await hasConnectedMerchant(actAsSystem());
  if (others && (await isFurnished(merchant))) return;
  const { account } = await getMerchant(merchant);
  if (!others || account) await connectAccount(merchant, { accessToken, personId: null });
}

/** False also when an earlier boot connected the account and ended before it had imported anything. */
async function isFurnished(merchant: Merchant): Promise<boolean> {
  const { account } = await getMerchant(merchant);
  return account !== null && (await listStores(merchant)).length > 0;
}

/** The merchant that the environment's owner and account belong to: the oldest, made when there is none. */
async function firstMerchant(): Promise<Merchant> {
  const [first] = await listMerchants(actAsSystem());
  return first?.merchant ?? createMerchant('Mostrador');
}

async function withLock(work: () => Promise<void>): Promise<void> {
  const connection = await sql.reserve();
  try {
    await connection`select pg_advisory_lock(${LOCK})`;
    try {
      await work();
    } finally {
      await connection`select pg_advisory_unlock(${LOCK})`;
    }
  } finally {
    connection.release();
  }
}
