import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, call } from '../support/answer';
import { sitesOfTheWorld } from './support/sites-of-the-world';
import { openStand, type Stand } from './support/stand';
import { facts, fill, fillIn, type Known, placeIn, readStories, type Step } from './support/story';

/*
 * The requests that Mercado Pago's pages show, with values of our own, and what those pages say is answered. Nothing of
 * our client is in between: what the simulator is worth is seen from here.
 */

const stories = readStories(path.join(import.meta.dirname, 'fixtures'));
const { userId, accessToken, latitude, longitude } = sitesOfTheWorld.MLA;

describe.each(stories)('$title', ({ title, steps }) => {
  let stand: Stand;
  const known: Known = new Map([
    ['user', userId],
    ['token', accessToken],
    ['soon', new Date(Date.now() + 600_000).toISOString()],
  ]);
  beforeAll(async () => {
    stand = await openStand();
    const account = { user_id: Number(userId), site_id: 'MLA', access_token: accessToken, nickname: 'SHOPMLA' };
    await stand.simulator.control('POST', '/reset', {
      accounts: [{ ...account, allowed_hosts: ['cobro.example.com'] }],
    });
    // The story of shops begins with an empty account.
    if (title !== 'stores and points of sale') await openShop(stand);
  });
  afterAll(() => stand.close());

  test.each(steps)('$title', async (step) => {
    const answer = await ask(stand, step, known);
    const expected = step.answer;
    expect(answer.status, answer.text).toBe(expected.status);
    expect({ body: answer.json }).toMatchObject({ body: facts(fill(expected.body ?? answer.json, known)) });
    expect(answer.text).toBe(textOf(step, answer));
    for (const places of expected.absent ?? []) expect(placeIn(answer.json, places), places).toBeUndefined();
    for (const [name, places] of Object.entries(step.keep ?? {})) known.set(name, String(placeIn(answer.json, places)));
  });
});

function ask(stand: Stand, { request, control }: Step, known: Known): Promise<Answer> {
  const asked = request ?? control;
  if (!asked) throw new Error('a step asks for something');
  const address = `${stand.simulator.url}${request ? '' : '/_control'}${fillIn(asked.path, known)}`;
  return call(address, {
    method: asked.method,
    headers: { authorization: `Bearer ${accessToken}`, ...asked.headers },
    ...(asked.body === undefined ? {} : { body: fill(asked.body, known) }),
  });
}

/** An answer without facts has no body, unless its text is told. */
function textOf({ request, answer: { status, body, text } }: Step, answer: Answer): string {
  if (text !== undefined) return text;
  return request && status !== 200 && body === undefined ? '' : answer.text;
}

async function openShop(stand: Stand): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const location = { street_name: 'Mayor', street_number: '1', city_name: 'Centro', state_name: 'Capital' };
  const store = { name: 'Centro', external_id: 'S001', location: { ...location, latitude, longitude } };
  await call(`${stand.simulator.url}/users/${userId}/stores`, { method: 'POST', headers, body: store });
  for (const externalId of ['S001P01', 'S001P02']) {
    const body = { name: 'Caja', external_id: externalId, external_store_id: 'S001', fixed_amount: true };
    await call(`${stand.simulator.url}/pos`, { method: 'POST', headers, body });
  }
}
