import { randomBytes } from 'node:crypto';
import { type Account, createAccount } from './accounts';
import { writeOffsetInstant } from './instant';
import { isRecord, readId } from './json-value';
import { paged, readCount } from './paging';
import { refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';
import type { Simulation } from './simulation';
import { isSiteId } from './sites';

/** An account made by `POST /users/test_user`. */
export type TestUser = {
  userId: number;
  ownerId: number;
  password: string;
  description: string | null;
  balance: number;
  createdAt: number;
  /** When its token was last used. */
  activeAt: number;
};

const mostTestUsers = 10;
const longestIdleMs = 60 * 86_400_000;

/** Takes away the test users that did nothing for 60 days. */
export function expireTestUsers({ world, now }: Simulation): void {
  for (const { userId, activeAt } of world.testUsers.values()) {
    if (now() - activeAt <= longestIdleMs) continue;
    const account = world.accounts.get(userId);
    if (account) world.userIdByToken.delete(account.accessToken);
    world.accounts.delete(userId);
    world.testUsers.delete(userId);
  }
}

function createTestUser(call: Call, account: Account): Reply {
  const { simulation } = call;
  const { testUsers } = simulation.world;
  if (testUsers.has(account.userId)) {
    throw refuseGeneric(403, 'forbidden', 'The caller must be a productive user');
  }
  const siteId = isRecord(call.body) ? call.body.site_id : undefined;
  if (!isSiteId(siteId)) throw refuseGeneric(400, 'bad_request', 'invalid site_id');
  if (listOwn(call, account).length >= mostTestUsers) {
    throw refuseGeneric(400, 'bad_request', 'The limit of 10 test users is reached');
  }
  const userId = simulation.nextId();
  const user: TestUser = {
    userId,
    ownerId: account.userId,
    password: `qatest${randomBytes(4).toString('hex')}`,
    description: isRecord(call.body) && typeof call.body.description === 'string' ? call.body.description : null,
    balance: 0,
    createdAt: simulation.now(),
    activeAt: simulation.now(),
  };
  const accessToken = `APP_USR-1234567890123456-000000-${randomBytes(16).toString('hex')}-${userId}`;
  const made = createAccount({ userId, siteId, accessToken, nickname: `TT${userId}` });
  simulation.world.accounts.set(userId, made);
  simulation.world.userIdByToken.set(accessToken, userId);
  testUsers.set(userId, user);
  simulation.changed();
  return { status: 201, json: writeTestUser(made, user) };
}

function writeTestUser(account: Account, user: TestUser): Record<string, unknown> {
  return {
    id: user.userId,
    nickname: account.nickname,
    password: user.password,
    site_status: 'active',
    site_id: account.siteId,
    email: `test_user_${user.userId}@testuser.com`,
    description: user.description,
    date_created: writeOffsetInstant(user.createdAt),
    date_last_updated: writeOffsetInstant(user.createdAt),
  };
}

function searchTestUsers(call: Call, account: Account): Reply {
  const limit = readCount(call.query, 'limit', 30);
  const offset = readCount(call.query, 'offset', 0);
  if (limit === null || offset === null) throw refuseGeneric(400, 'bad_request', 'limit and offset must be numbers');
  const { accounts } = call.simulation.world;
  const rows = listOwn(call, account).flatMap((user) => {
    const own = accounts.get(user.userId);
    return own ? [writeTestUser(own, user)] : [];
  });
  return ok(paged(rows, { limit, offset }, (row) => row));
}

function setPassword(call: Call, account: Account): Reply {
  const user = requireTestUser(call, account);
  const password = isRecord(call.body) ? call.body.password : undefined;
  if (typeof password !== 'string' || password === '') throw refuseGeneric(400, 'bad_request', 'invalid password');
  user.password = password;
  call.simulation.changed();
  return { status: 204 };
}

function setBalance(call: Call, account: Account): Reply {
  const user = requireTestUser(call, account);
  const amount = isRecord(call.body) ? call.body.amount : undefined;
  if (typeof amount !== 'number' || !(amount > 0)) throw refuseGeneric(400, 'bad_request', 'invalid amount');
  user.balance = amount;
  call.simulation.changed();
  return { status: 204 };
}

function listOwn(call: Call, account: Account): TestUser[] {
  return [...call.simulation.world.testUsers.values()].filter(({ ownerId }) => ownerId === account.userId);
}

function requireTestUser(call: Call, account: Account): TestUser {
  const user = call.simulation.world.testUsers.get(readId(call.param('id')) ?? 0);
  if (user?.ownerId === account.userId) return user;
  throw refuseGeneric(404, 'not_found', 'Test user not found');
}

/** Test users. Source: mercadopago/devsite-docs reference/api/test_user.yaml. */
export const testUserRoutes: Route[] = [
  forAccount('POST', '/users/test_user', createTestUser),
  forAccount('POST', '/users/test', createTestUser),
  forAccount('GET', '/test_user/search', searchTestUsers),
  forAccount('PUT', '/test_user/:id/password', setPassword),
  forAccount('PUT', '/test_user/:id/account_money', setBalance),
];
