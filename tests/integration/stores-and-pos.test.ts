import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { hostileNames } from '../support/hostile-names';
import { callerOf, loadPlaces, panel, refusal } from '../support/places';
import { openShop, type Shop } from '../support/shop';

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

const caller = () => callerOf(shop);

const palermo = {
  externalStoreId: 'S002',
  name: 'Palermo «Ñandú» 🧉',
  streetName: 'Gorriti',
  streetNumber: '5128',
  cityName: 'Palermo',
  stateName: 'capital federal',
  latitude: -34.58934,
  longitude: -58.43012,
  businessHours: {
    monday: [
      { open: '16:00', close: '20:00' },
      { open: '08:00', close: '12:30' },
    ],
  },
};
const tills = ['S002P01', 'S002P02', 'S002P03'].map((externalPosId, place) => ({
  externalPosId,
  name: `Caja ${place + 1}`,
}));
const theirStores = (method = 'POST') => application.simulator.requestsOf(shop.userId, method, '/stores');
const theirPos = (method = 'POST') => application.simulator.requestsOf(shop.userId, method, '/pos');

describe('a store with its tills', () => {
  test('is made at Mercado Pago and here as one thing, with what they do not give back', async () => {
    const { createStore } = await loadPlaces();
    const { store } = await createStore(caller(), palermo, tills);
    expect(store).toMatchObject({
      externalStoreId: 'S002',
      name: palermo.name,
      streetName: 'Gorriti',
      cityName: 'Palermo',
      stateName: 'Capital Federal',
      addressLine: 'Gorriti 5128, Palermo, Capital Federal',
      status: 'active',
    });
    const made = await shop.api('GET', '/pos/s002p03');
    expect(made.json).toMatchObject({ name: 'Caja 3', external_store_id: 'S002', fixed_amount: true });
    expect(made.json).toMatchObject({ qr: { data: expect.stringContaining('000201') } });
    expect((await shop.charge({ external_pos_id: 'S002P03' })).status).toBe(201);
    const [sent] = (await theirStores()).slice(-1);
    expect(sent?.body).toMatchObject({
      business_hours: { monday: [{ open: '08:00', close: '12:30' }, expect.anything()] },
      location: { street_number: '5128', latitude: -34.58934 },
    });
  });

  test('is refused in words at every field before Mercado Pago is asked, and codes count without case', async () => {
    const { createStore, createPos } = await loadPlaces();
    const sent = (await theirStores()).length;
    const wrong = {
      ...palermo,
      externalStoreId: 'S-002',
      name: ' ',
      stateName: 'Narnia',
      latitude: 40.4,
      longitude: -3.7,
      businessHours: {
        sunday: [{ open: '9', close: '12:00' }],
        monday: Array(5).fill({ open: '08:00', close: '09:00' }),
      },
    };
    expect(await refusal(createStore(caller(), wrong))).toMatchObject({
      code: 'invalid_input',
      fields: {
        external_store_id: 'not_alphanumeric',
        name: 'required',
        'location.state_name': 'not_found',
        'location.latitude': 'outside_country',
        'business_hours.sunday': 'not_a_time',
        'business_hours.monday': 'too_many',
      },
    });
    expect(await refusal(createStore(caller(), { ...palermo, externalStoreId: 's001' }))).toMatchObject({
      code: 'conflict',
      fields: { external_store_id: 'already_used' },
    });
    expect(
      await refusal(
        createPos(caller(), { externalPosId: 's001p01', name: 'x'.repeat(45), storeKey: 'S001', category: 5611203 }),
      ),
    ).toMatchObject({ code: 'invalid_input', fields: { name: 'too_long', category: 'unknown_category' } });
    expect(
      await refusal(createPos(caller(), { externalPosId: 's001p01', name: 'Caja', storeKey: 'S001' })),
    ).toMatchObject({
      code: 'conflict',
      fields: { external_pos_id: 'already_used' },
    });
    expect((await theirStores()).length).toBe(sent);
  });

  test('that Mercado Pago refuses says so at the field, and leaves nothing behind', async () => {
    const { createStore } = await loadPlaces();
    const elsewhere = { ...palermo, cityName: 'Rosario' };
    expect(await refusal(createStore(caller(), elsewhere, tills))).toMatchObject({
      code: 'mercadopago_refused',
      fields: { 'location.city_name': 'city_refused' },
    });
    const { store } = await createStore(caller(), palermo, tills);
    expect(store?.externalStoreId).toBe('S002');
  });

  test('whose answer was lost is found by its code and never made twice, nor are the tills behind it', async () => {
    const { createStore } = await loadPlaces();
    await application.simulator.misbehave({
      method: 'POST',
      path: '/users/*/stores',
      times: 1,
      kind: 'drop_after_commit',
    });
    await createStore(caller(), palermo, tills);
    await eventually(async () => {
      expect((await shop.api('GET', '/pos/S002P03')).status).toBe(200);
    });
    const made = (await theirStores()).filter((request) => JSON.stringify(request.body).includes('Gorriti'));
    expect(made).toHaveLength(1);
    expect((await theirPos()).filter((request) => JSON.stringify(request.body).includes('S002P'))).toHaveLength(3);
  });

  test('that never arrived is looked for, and only somebody who asks again makes it', async () => {
    const { createPos } = await loadPlaces();
    const request = { externalPosId: 'S001P09', name: 'Caja 9', storeKey: 'S001' };
    await application.simulator.misbehave({ method: 'POST', path: '/pos', times: 1, kind: 'drop' });
    expect(await createPos(caller(), request)).toMatchObject({ pos: null });
    expect(await refusal(createPos(caller(), request))).toMatchObject({
      code: 'conflict',
      fields: { external_pos_id: 'already_used' },
    });
    await eventually(
      async () => {
        await application.services.sql`update place_creations set due_at = now() where state = 'unknown'`;
        const [row] = await application.services.sql`
        select state from place_creations where merchant_id = ${shop.merchant.id} and external_id = 'S001P09'`;
        expect(row?.state).toBe('not_found');
      },
      { withinMs: 20_000 },
    );
    expect((await theirPos()).filter((each) => JSON.stringify(each.body).includes('S001P09'))).toHaveLength(1);
    expect(await createPos(caller(), request)).toMatchObject({ pos: { externalPosId: 'S001P09' } });
  });
});

describe('a change', () => {
  test('is made on both sides; a part of the address takes the rest along, and a till moves', async () => {
    const { createStore, changeStore, changePos } = await loadPlaces();
    await createStore(caller(), palermo, tills);
    const changed = await changeStore(caller(), 'S002', { streetNumber: '5130', name: 'Palermo Viejo' });
    expect(changed).toMatchObject({
      name: 'Palermo Viejo',
      streetName: 'Gorriti',
      addressLine: 'Gorriti 5130, Palermo, Capital Federal',
    });
    expect((await changeStore(caller(), 'S001', { name: 'Centro 2' })).name).toBe('Centro 2');
    expect(await refusal(changeStore(caller(), 'S001', { streetNumber: '1' }))).toMatchObject({
      fields: { 'location.street_name': 'required', 'location.city_name': 'required' },
    });
    const moved = await changePos(caller(), 'S001P02', { storeKey: 'S002', category: 473000, name: ' Surtidor ' });
    expect(moved).toMatchObject({ externalStoreId: 'S002', category: 473000, name: 'Surtidor' });
    const [put] = (await theirPos('PUT')).slice(-1);
    expect(put?.body).toMatchObject({ name: 'Surtidor', category: 473000, fixed_amount: true });
    expect((await shop.charge({ external_pos_id: 'S001P02' })).status).toBe(201);
  });

  test('whose answer was lost is told by a look; one that did not arrive changes nothing here', async () => {
    const { changePos, changeStore, getStore } = await loadPlaces();
    const { placeProblemOf } = await import('@/app/(dashboard)/place-problem');
    const lost = { method: 'PUT', path: '/pos/*', times: 1 };
    const nobodyKnows = { code: 'mercadopago_unavailable', details: { why: 'outcome_unknown' } };
    await application.simulator.misbehave({ ...lost, kind: 'drop_after_commit' });
    expect(await changePos(caller(), 'S001P01', { name: 'Barra' })).toMatchObject({ name: 'Barra' });
    await application.simulator.misbehave({ ...lost, kind: 'drop' });
    expect(await refusal(changePos(caller(), 'S001P01', { name: 'Patio' }))).toMatchObject(nobodyKnows);
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ name: 'Barra' });

    // Where the look fails too, nobody knows either; what was certainly not done is told as such.
    const look = { method: 'GET', times: 1 };
    await application.simulator.misbehave(
      { ...lost, kind: 'drop_after_commit' },
      { ...look, path: '/pos/*', kind: 'delay', delay_ms: 0 },
      { ...look, path: '/pos/*', kind: 'status', status: 500 },
      { method: 'PUT', path: '/users/*', times: 1, kind: 'drop_after_commit' },
      { ...look, path: '/stores/*', kind: 'status', status: 500 },
    );
    const problems = [];
    for (const change of [
      () => changePos(caller(), 'S001P01', { name: 'Patio' }),
      () => changeStore(caller(), 'S001', { name: 'Sur' }),
    ]) {
      const error: unknown = await change().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(nobodyKnows);
      problems.push((await placeProblemOf(error, shop.merchant, 'test')).kind);
    }
    await application.simulator.misbehave({ ...lost, kind: 'status', status: 423 });
    const certain: unknown = await changePos(caller(), 'S001P01', { name: 'Fondo' }).catch((thrown: unknown) => thrown);
    problems.push((await placeProblemOf(certain, shop.merchant, 'test')).kind);
    expect(problems).toEqual(['unknown', 'unknown', 'unavailable']);
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ name: 'Barra' });
    expect(await getStore(shop.merchant, 'S001')).toMatchObject({ name: 'Centro' });
  });
});

describe('taking out of service', () => {
  test('needs the code typed, waits for no order, and leaves the history', async () => {
    const { retirePos, retireStore, createPos } = await loadPlaces();
    const { order } = await shop.closedOrder();
    const open = await shop.openedOrder();
    expect(await refusal(retirePos(caller(), 'S001P01', { confirmedCode: 'S001P01' }))).toMatchObject({
      code: 'conflict',
      details: { why: 'order_unfinished', order_id: open.id },
    });
    await shop.cancel(open.id);
    expect(await refusal(retirePos(caller(), 'S001P01'))).toMatchObject({ details: { why: 'has_sticker' } });
    expect(await refusal(retirePos(caller(), 'S001P01', { confirmedCode: 'S001P02' }))).toMatchObject({
      fields: { confirm: 'wrong_code' },
    });
    expect(await refusal(retireStore(caller(), 'S001'))).toMatchObject({ details: { why: 'has_pos' } });
    await retirePos(caller(), 'S001P01', { confirmedCode: 's001p01' });
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ status: 'retired' });
    expect(await shop.order(order.id)).toMatchObject({ status: 'closed' });
    expect((await shop.charge()).status).toBe(409);
    expect((await theirPos('DELETE')).filter(({ path }) => path.startsWith('/pos/'))).toHaveLength(1);
    expect(
      await refusal(createPos(caller(), { externalPosId: 'S001P01', name: 'Otra', storeKey: 'S001' })),
    ).toMatchObject({ fields: { external_pos_id: 'already_used' } });
    await retireStore(caller(), 'S001', { confirmedCode: 'S001' });
    expect((await shop.api('GET', '/pos/S001P02')).json).toMatchObject({ status: 'retired' });
    expect(await theirStores('DELETE')).toHaveLength(1);
  });

  test('waits for a buyer who scans a screen; a store keeps all of its tills until then', async () => {
    const { retireStore } = await loadPlaces();
    const open = await shop.openedOrder({ external_pos_id: 'S001P02', mode: 'dynamic' });
    expect(await refusal(retireStore(caller(), 'S001', { confirmedCode: 'S001' }))).toMatchObject({
      details: { why: 'order_unfinished', order_id: open.id, external_pos_id: 'S001P02' },
    });
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ status: 'active' });
    expect(await theirPos('DELETE')).toHaveLength(0);
  });

  test('of which nobody knows the end says so, also while it is there still; a second try finishes it, and so does a reading', async () => {
    const { retirePos } = await loadPlaces();
    for (const [code, ...looks] of [['S001P01', 'unanswered'], ['S001P02']] as const) {
      await application.simulator.misbehave(
        { method: 'DELETE', path: '/pos/*', times: 1, kind: 'drop' },
        ...looks.map(() => ({ method: 'GET', path: '/pos/*', times: 1, kind: 'status', status: 500 }) as const),
      );
      expect(await refusal(retirePos(caller(), code, { confirmedCode: code }))).toMatchObject({
        code: 'mercadopago_unavailable',
        details: { why: 'outcome_unknown' },
      });
      expect((await shop.api('GET', `/pos/${code}`)).json).toMatchObject({ status: 'retired' });
    }
    expect((await shop.charge()).status).toBe(409);
    const theirs = async () => {
      const headers = { authorization: `Bearer ${shop.accessToken}` };
      const { json } = await call(`${application.simulator.url}/pos`, { method: 'GET', headers });
      return listAt(json, 'results').map((pos) => textAt(pos, 'external_id'));
    };
    expect((await theirs()).sort()).toEqual(['S001P01', 'S001P02']);
    await retirePos(caller(), 'S001P01', { confirmedCode: 'S001P01' });
    expect(await theirs()).toEqual(['S001P02']);
    // As if the process that was at it had died a while ago.
    await application.services.sql`update pos set status_changed_at = now() - interval '2 minutes'`;
    await application.services.importStoresAndPos(shop.merchant);
    expect(await theirs()).toEqual([]);
    expect((await shop.api('GET', '/pos/S001P02')).json).toMatchObject({ status: 'retired' });
  });

  test('of a store of which nobody knows the end leaves it out of service; a second try finishes it, and so does a reading', async () => {
    const { createStore, retireStore, getStore } = await loadPlaces();
    await createStore(caller(), palermo);
    const theirs = async () => {
      const found = await panel(application, shop, 'GET', `/users/${shop.userId}/stores/search`);
      return listAt(found, 'results').map((store) => textAt(store, 'external_id'));
    };
    for (const code of ['S001', 'S002']) {
      await application.simulator.misbehave(
        { method: 'DELETE', path: '/users/*', times: 1, kind: 'drop' },
        { method: 'GET', path: '/stores/*', times: 1, kind: 'status', status: 500 },
      );
      expect(await refusal(retireStore(caller(), code, { confirmedCode: code }))).toMatchObject({
        code: 'mercadopago_unavailable',
        details: { why: 'outcome_unknown' },
      });
      expect(await getStore(shop.merchant, code)).toMatchObject({ status: 'retired' });
    }
    expect(await theirs()).toEqual(['S001', 'S002']);
    await retireStore(caller(), 'S001');
    expect(await theirs()).toEqual(['S002']);
    await application.services.sql`update stores set status_changed_at = now() - interval '2 minutes'`;
    await application.services.importStoresAndPos(shop.merchant);
    expect([await theirs(), (await getStore(shop.merchant, 'S002'))?.status]).toEqual([[], 'retired']);
  });

  test('of a store with a till of which nobody knows the end keeps the store, and a second try finishes both', async () => {
    const { retireStore, getStore } = await loadPlaces();
    await application.simulator.misbehave({ method: 'DELETE', path: '/pos/*', times: 1, kind: 'drop' });
    const retire = () => retireStore(caller(), 'S001', { confirmedCode: 'S001' });
    expect(await refusal(retire())).toMatchObject({ details: { why: 'outcome_unknown' } });
    expect(await getStore(shop.merchant, 'S001')).toMatchObject({ status: 'active' });
    expect(await retire()).toMatchObject({ status: 'retired' });
    const left = await panel(application, shop, 'GET', `/users/${shop.userId}/stores/search`);
    expect(listAt(left, 'results')).toEqual([]);
  });

  test('of a store that stops half way, or before the store itself, tells that a part is done; once more does the rest', async () => {
    const { retireStore, getStore } = await loadPlaces();
    const { retireStateOf } = await import('@/app/(dashboard)/retire-state');
    const deletion = { method: 'DELETE', path: '/pos/*', times: 1 } as const;
    const retire = () => retireStore(caller(), 'S001', { confirmedCode: 'S001' });
    const status = async (code: string) => textAt((await shop.api('GET', `/pos/${code}`)).json, 'status');
    await application.simulator.misbehave({ ...deletion, kind: 'status', status: 423 });
    expect((await refusal(retire())).details.why).toBeUndefined();
    for (const [statuses, ...faults] of [
      [
        ['active', 'retired'],
        { ...deletion, kind: 'delay', delay_ms: 0 },
        { ...deletion, kind: 'status', status: 423 },
      ],
      [['retired', 'retired'], { ...deletion, path: '/users/*', kind: 'status', status: 423 }],
    ] as const) {
      await application.simulator.misbehave(...faults);
      const error: unknown = await retire().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'mercadopago_unavailable', details: { why: 'partly_done' } });
      expect(await retireStateOf(error, shop.merchant, 'test')).toMatchObject({ why: 'partly_done' });
      expect([await status('S001P01'), await status('S001P02')].sort()).toEqual(statuses);
      expect(await getStore(shop.merchant, 'S001')).toMatchObject({ status: 'active' });
    }
    expect(await retire()).toMatchObject({ status: 'retired' });
  });

  test('of a store waits for tills that only Mercado Pago knows of: none of ours is deleted, and they come in', async () => {
    const { retireStore } = await loadPlaces();
    const made = { name: 'Del panel', external_id: 'PANEL1', external_store_id: 'S001', fixed_amount: true };
    await panel(application, shop, 'POST', '/pos', made);
    expect(await refusal(retireStore(caller(), 'S001', { confirmedCode: 'S001' }))).toMatchObject({
      code: 'conflict',
      details: { why: 'has_unknown_pos' },
    });
    expect(await theirPos('DELETE')).toHaveLength(0);
    await eventually(async () => expect((await shop.api('GET', '/pos/PANEL1')).status).toBe(200));
    await retireStore(caller(), 'S001', { confirmedCode: 'S001' });
    expect((await shop.api('GET', '/pos/PANEL1')).json).toMatchObject({ status: 'retired' });
  });

  test('of a store waits for tills that were moved into it there, until somebody decides where they are', async () => {
    const { createStore, retireStore, decidePosDifference, getPos, getStore } = await loadPlaces();
    await createStore(caller(), palermo);
    const [moved, into] = [await getPos(shop.merchant, 'S001P02'), await getStore(shop.merchant, 'S002')];
    const place = { name: 'Caja 2', fixed_amount: true, external_store_id: 'S002' };
    await panel(application, shop, 'PUT', `/pos/${moved?.mercadopagoPosId}`, place);
    const retire = () => retireStore(caller(), 'S002', { confirmedCode: 'S002' });
    const keptOut = { code: 'conflict', details: { why: 'has_moved_pos', external_pos_ids: ['S001P02'] } };
    expect(await refusal(retire())).toMatchObject(keptOut);
    await application.services.importStoresAndPos(shop.merchant);
    expect(await refusal(retire())).toMatchObject(keptOut);
    expect(await theirPos('DELETE')).toHaveLength(0);
    const difference = { key: 'S001P02', field: 'store', theirs: into?.mercadopagoStoreId ?? '' } as const;
    await decidePosDifference(caller(), difference, 'push');
    expect(await retire()).toMatchObject({ status: 'retired' });
    expect((await shop.charge({ external_pos_id: 'S001P02' })).status).toBe(201);
  });
});

describe('who charges on a till', () => {
  const sale = { external_pos_id: 'S001P01', items: [{ title: 'Café', unit_price: '100', quantity: 1 }] };

  test('is everybody who may, or who is named: nobody else charges there or takes away what others charge', async () => {
    const { changeChargers, testCharge } = await loadPlaces();
    const [ana, luis, manager] = [
      await shop.signIn('cashier'),
      await shop.signIn('cashier'),
      await shop.signIn('manager'),
    ];
    const isFor = (...personIds: string[]) => changeChargers(caller(), 'S001P01', { isForEverybody: false, personIds });
    const early = await luis.call('POST', '/orders', sale);
    expect(early.status).toBe(201);
    await isFor(ana.personId);

    const refused = await luis.call('POST', '/orders', sale, { 'accept-language': 'es' });
    expect(refused).toMatchObject({ status: 403, json: { error: { code: 'forbidden' } } });
    expect(textAt(refused.json, 'error', 'fields', 'external_pos_id')).toContain('En esta caja cobran sólo');

    // What he charged before stays his to take away; what others charge is not.
    expect((await luis.call('POST', `/orders/${textAt(early.json, 'id')}/cancel`)).status).toBe(200);
    const asLuis = { ...caller(), by: { source: 'cashier', personId: luis.personId, apiKeyId: null } as const };
    const trial = { integration: 'attended_v2', mode: 'dynamic' } as const;
    expect(await refusal(testCharge(asLuis, 'S001P01', trial))).toMatchObject({ code: 'forbidden' });
    const hers = await ana.call('POST', '/orders', sale);
    expect(hers.status).toBe(201);
    expect((await luis.call('POST', `/orders/${textAt(hers.json, 'id')}/cancel`)).status).toBe(403);
    expect((await luis.call('POST', `/orders/${textAt(hers.json, 'id')}/check`)).status).toBe(200);
    expect((await manager.call('POST', `/orders/${textAt(hers.json, 'id')}/cancel`)).status).toBe(200);
    expect((await manager.call('POST', '/orders', { ...sale, mode: 'dynamic' })).status).toBe(201);
    expect((await shop.charge({ mode: 'dynamic' })).status).toBe(201);
    expect((await luis.call('POST', '/orders', { ...sale, external_pos_id: 'S001P02' })).status).toBe(201);

    await changeChargers(caller(), 'S001P01', { isForEverybody: true, personIds: [ana.personId] });
    expect((await luis.call('POST', '/orders', sale)).status).toBe(201);
  });

  test('is one of the merchant’s whose role may charge; whoever leaves is named no more, and the till stays shut', async () => {
    const { changeChargers } = await loadPlaces();
    const [ana, printer, stranger] = [await shop.signIn('cashier'), await shop.signIn('printer'), 'nobody'];
    const isFor = (...personIds: string[]) => changeChargers(caller(), 'S001P01', { isForEverybody: false, personIds });
    for (const somebody of [printer.personId, stranger, shop.merchant.id])
      expect(await refusal(isFor(ana.personId, somebody))).toMatchObject({ code: 'conflict' });
    expect((await ana.call('POST', '/orders', sale)).status).toBe(201);
    await isFor(ana.personId, ana.personId);
    const { sql } = application.services;
    await sql`delete from memberships where person_id = ${ana.personId}`;
    expect(await sql`select 1 from pos_chargers where merchant_id = ${shop.merchant.id}`).toHaveLength(0);
    const [pos] =
      await sql`select is_for_everybody from pos where merchant_id = ${shop.merchant.id} and external_pos_id = 'S001P01'`;
    expect(pos).toEqual({ is_for_everybody: false });
  });

  test('stays so for who may not sign in for now, whatever is chosen meanwhile; who leaves while they are chosen is refused', async () => {
    const { changeChargers } = await loadPlaces();
    const { sql } = application.services;
    const [ana, luis] = [await shop.signIn('cashier'), await shop.signIn('cashier')];
    const isFor = (...personIds: string[]) => changeChargers(caller(), 'S001P01', { isForEverybody: false, personIds });
    await isFor(ana.personId, luis.personId);
    await sql`update people set is_disabled = true where id = ${ana.personId}`;
    await isFor();
    const named = () => sql`select person_id from pos_chargers where merchant_id = ${shop.merchant.id}`;
    expect(await named()).toEqual([{ person_id: ana.personId }]);

    const { choosing } = await sql.begin(async (transaction) => {
      await transaction`delete from memberships where person_id = ${luis.personId}`;
      const choosing = refusal(isFor(luis.personId));
      await eventually(async () => {
        const waiting = await sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into "pos_chargers"%'`;
        expect(waiting).not.toHaveLength(0);
      });
      return { choosing };
    });
    expect(await choosing).toMatchObject({ code: 'conflict' });
    expect(await named()).toEqual([{ person_id: ana.personId }]);
  });
});

test('five hundred hostile names are kept and sent as they are, or refused at their field before Mercado Pago is asked', {
  // Eighty of them are sent, at the pace that an account allows.
  timeout: 60_000,
}, async () => {
  const { createPos, changeStore, getPos, getStore } = await loadPlaces();
  const sent = { pos: (await theirPos()).length, stores: (await theirStores('PUT')).length };
  const fine = hostileNames.filter(({ problem }) => problem === null);
  for (const { text: name, problem } of hostileNames.filter((each) => each.problem !== null)) {
    const refused = { code: 'invalid_input', fields: { name: problem } };
    expect(await refusal(changeStore(caller(), 'S001', { name })), JSON.stringify(name)).toMatchObject(refused);
    const pos = { externalPosId: 'X1', name, storeKey: 'S001' };
    expect(await refusal(createPos(caller(), pos)), JSON.stringify(name)).toMatchObject(refused);
  }
  expect({ pos: (await theirPos()).length, stores: (await theirStores('PUT')).length }).toEqual(sent);
  for (const { text } of fine.slice(20)) {
    await changeStore(caller(), 'S001', { name: text });
    const store = await getStore(shop.merchant, 'S001');
    expect([store?.name, store?.theirs?.name]).toEqual([text.trim(), text.trim()]);
  }
  for (const [place, { text: name }] of fine.slice(0, 20).entries()) {
    const { pos } = await createPos(caller(), { externalPosId: `H${place}`, name, storeKey: 'S001' });
    expect([pos?.name, pos?.theirs?.name]).toEqual([name.trim(), name.trim()]);
    expect((await getPos(shop.merchant, `h${place}`))?.qrData).toEqual(expect.any(String));
  }
  expect(hostileNames.length).toBeGreaterThanOrEqual(500);
});
