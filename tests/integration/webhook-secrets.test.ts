import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { openShop, type Shop } from '../support/shop';

let application: TestApplication;
let shop: Shop;
let secrets: typeof import('@/lib/services/webhook-secrets') & typeof import('@/lib/services/accounts');

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
  secrets = { ...(await import('@/lib/services/webhook-secrets')), ...(await import('@/lib/services/accounts')) };
});
afterAll(() => application.close());

const newSecret = () => randomBytes(32).toString('hex');
const add = (secret: string) => secrets.addWebhookSecret(shop.merchant, { secret, personId: null });
const shown = () => secrets.showWebhookSecrets(shop.merchant);

/** Sends a notice signed with a secret and gives what its signature proved. */
async function evidenceFor(secret: string): Promise<unknown> {
  const [id, ts] = [String(Math.floor(Math.random() * 1e9)), String(Date.now())];
  const v1 = createHmac('sha256', secret).update(`id:${id};request-id:r-${id};ts:${ts};`).digest('hex');
  const sent = await call(`${application.url}${shop.notificationPath}?data.id=${id}&type=topic_of_nobody`, {
    method: 'POST',
    body: {},
    headers: { 'x-signature': `ts=${ts},v1=${v1}`, 'x-request-id': `r-${id}` },
  });
  expect(sent.status).toBe(200);
  await application.services.workOnInbox();
  const [row] = await application.services.sql`
    select signature from notifications where merchant_id = ${shop.merchant.id} order by id desc limit 1`;
  return row?.signature;
}

test('several secrets at once prove signatures, until each is removed', async () => {
  const [current, before] = [newSecret(), newSecret()];
  expect(await evidenceFor(current)).toBe('unverifiable');
  await add(before);
  await add(` ${current}\n`);
  expect(await shown()).toEqual([
    { place: 0, lastFour: current.slice(-4) },
    { place: 1, lastFour: before.slice(-4) },
  ]);
  expect([await evidenceFor(current), await evidenceFor(before)]).toEqual(['valid', 'valid']);
  await secrets.removeWebhookSecret(shop.merchant, { place: 1, lastFour: before.slice(-4), personId: null });
  expect([await evidenceFor(current), await evidenceFor(before)]).toEqual(['valid', 'invalid']);
  await secrets.removeWebhookSecret(shop.merchant, { place: 0, lastFour: current.slice(-4), personId: null });
  expect([await shown(), await evidenceFor(current)]).toEqual([[], 'unverifiable']);
  const trail = await application.services.sql`
    select action, data from audit_entries where merchant_id = ${shop.merchant.id} and action like 'webhook%' order by id`;
  expect(trail.map((entry) => [entry.action, entry.data.lastFour])).toEqual([
    ['webhook_secret_added', before.slice(-4)],
    ['webhook_secret_added', current.slice(-4)],
    ['webhook_secret_removed', before.slice(-4)],
    ['webhook_secret_removed', current.slice(-4)],
  ]);
});

test('of twelve that are added at once, none is lost and ten stay', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => add(newSecret())));
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.fields] : []));
  expect(refused).toEqual([{ webhook_secret: 'too_many' }, { webhook_secret: 'too_many' }]);
  expect(await shown()).toHaveLength(10);
});

test('one that moved meanwhile is not removed in place of another', async () => {
  const [first, second] = await shown();
  if (!first || !second) throw new Error('there are ten');
  const remove = () => secrets.removeWebhookSecret(shop.merchant, { ...first, personId: null });
  await remove();
  await expect(remove()).rejects.toMatchObject({ code: 'not_found' });
  expect((await shown())[0]).toEqual({ place: 0, lastFour: second.lastFour });
});

test.each([
  ['', 'required'],
  ['short', 'too_short'],
  ['x'.repeat(257), 'too_long'],
  [`${newSecret()}\n${newSecret()}`, 'invalid'],
  ['clave con espacios adentro', 'invalid'],
])('what no application signs with is refused at its field: %j', async (secret, code) => {
  const before = await shown();
  await expect(add(secret)).rejects.toMatchObject({ code: 'invalid_input', fields: { webhook_secret: code } });
  expect(await shown()).toEqual(before);
});
