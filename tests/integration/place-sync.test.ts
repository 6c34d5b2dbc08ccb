import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { differencesOfPos, differencesOfStore } from '@/lib/domain/differences';
import { textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { callerOf, loadPlaces, panel } from '../support/places';
import { openShop, type Shop, tills } from '../support/shop';

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

const lavalle = {
  streetName: 'Lavalle',
  streetNumber: '742',
  cityName: 'San Nicolás',
  stateName: 'Capital Federal',
  latitude: -34.6,
  longitude: -58.4,
};
const caller = () => callerOf(shop);
const inPanel = (method: string, path: string, body?: unknown) => panel(application, shop, method, path, body);
const posId = async (code: string) => textAt((await shop.api('GET', `/pos/${code}`)).json, 'pos_id');
const sync = () => application.services.importStoresAndPos(shop.merchant);

/** What differs of the store and of each POS, by field, theirs. */
async function differences() {
  const { listStores, listPos } = await loadPlaces();
  const stores = (await listStores(shop.merchant)).flatMap((store) => differencesOfStore(store));
  const pos = (await listPos(shop.merchant)).flatMap((each) => differencesOfPos(each));
  return [...stores, ...pos].map(({ field, ours, theirs }) => `${field}: ${ours} → ${theirs}`);
}

describe('what was changed in Mercado Pago’s panel', () => {
  test('is shown beside ours and overwrites nothing; each is adopted, sent, or left until they change it again', async () => {
    const { getStore, decideStoreDifference, decidePosDifference } = await loadPlaces();
    const store = await getStore(shop.merchant, 'S001');
    await inPanel('PUT', `/users/${shop.userId}/stores/${store?.mercadopagoStoreId}`, { name: 'Centro (panel)' });
    await inPanel('PUT', `/pos/${await posId('S001P01')}`, { name: 'Uno', category: 621102, fixed_amount: true });
    await sync();
    const found = ['name: Centro → Centro (panel)', 'name: Caja 1 → Uno', 'category:  → 621102'];
    expect(await differences()).toEqual(found);
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ name: 'Caja 1', category: null });

    await decideStoreDifference(caller(), { key: 'S001', field: 'name', theirs: 'Centro (panel)' }, 'push');
    await decidePosDifference(caller(), { key: 'S001P01', field: 'name', theirs: 'Uno' }, 'ignore');
    await decidePosDifference(caller(), { key: 'S001P01', field: 'category', theirs: '621102' }, 'adopt');
    await sync();
    expect(await differences()).toEqual([]);
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ name: 'Caja 1', category: 621102 });
    expect((await getStore(shop.merchant, 'S001'))?.theirs?.name).toBe('Centro');

    await inPanel('PUT', `/pos/${await posId('S001P01')}`, { name: 'Dos', fixed_amount: true, category: 621102 });
    await sync();
    expect(await differences()).toEqual(['name: Caja 1 → Dos']);
    const gone = decidePosDifference(caller(), { key: 'S001P01', field: 'name', theirs: 'Uno' }, 'adopt');
    await expect(gone).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a till that was deleted there is marked and made again under its code; one made anew there goes on', async () => {
    const { createPos, getPos } = await loadPlaces();
    const { order } = await shop.closedOrder();
    const before = await getPos(shop.merchant, 'S001P01');
    await inPanel('DELETE', `/pos/${await posId('S001P01')}`);
    await inPanel('DELETE', `/pos/${await posId('S001P02')}`);
    await inPanel('POST', '/pos', {
      name: 'Caja 2',
      external_id: 'S001P02',
      external_store_id: 'S001',
      fixed_amount: true,
    });
    const second = await getPos(shop.merchant, 'S001P02');
    await sync();
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ status: 'missing' });
    expect((await shop.charge()).status).toBe(409);
    const anew = await getPos(shop.merchant, 'S001P02');
    expect(anew).toMatchObject({ id: second?.id, status: 'active', qrData: expect.any(String) });
    expect([anew?.qrData === second?.qrData, anew?.qrChangedAt]).toEqual([false, expect.any(Date)]);

    await createPos(caller(), { externalPosId: 'S001P01', name: 'Caja 1', storeKey: 'S001' });
    const again = await getPos(shop.merchant, 'S001P01');
    expect(again).toMatchObject({ id: before?.id, status: 'active', qrData: expect.any(String) });
    expect(again?.qrData).not.toBe(before?.qrData);
    expect((await shop.charge()).status).toBe(201);
    expect((await shop.order(order.id)).status).toBe('closed');
  });

  test('a store that was deleted there is marked, and made again under its code it is the same one, with its tills', async () => {
    const { createStore, createPos, getStore } = await loadPlaces();
    const before = await getStore(shop.merchant, 'S001');
    for (const code of tills) await inPanel('DELETE', `/pos/${await posId(code)}`);
    await inPanel('DELETE', `/users/${shop.userId}/stores/${before?.mercadopagoStoreId}`);
    await sync();
    expect(await getStore(shop.merchant, 'S001')).toMatchObject({ status: 'missing' });
    const { store } = await createStore(caller(), { ...lavalle, externalStoreId: 's001', name: 'Centro' });
    expect(store).toMatchObject({ id: before?.id, status: 'active', streetName: 'Lavalle' });
    expect(store?.mercadopagoStoreId).not.toBe(before?.mercadopagoStoreId);
    await createPos(caller(), { externalPosId: 'S001P01', name: 'Caja 1', storeKey: 's001' });
    expect((await shop.charge()).status).toBe(201);
  });

  test('what was retired here and made anew there goes on; a code that another till has here keeps nothing else out', async () => {
    const { retirePos, getPos, listPos } = await loadPlaces();
    const before = await getPos(shop.merchant, 'S001P02');
    await retirePos(caller(), 'S001P02', { confirmedCode: 'S001P02' });
    const make = (external_id: string) =>
      inPanel('POST', '/pos', { name: external_id, external_id, external_store_id: 'S001', fixed_amount: true });
    await make('s001p02');
    await make('X9');
    await sync();
    expect(await getPos(shop.merchant, 'S001P02')).toMatchObject({ id: before?.id, status: 'active' });
    // One that had no code is given the one that another till has here.
    const { sql } = application.services;
    await sql`update pos set external_pos_id = null where external_pos_id = 'S001P01'`;
    await sql`update pos set external_pos_id = 's001p01' where external_pos_id = 'X9'`;
    await make('X10');
    await sync();
    const codes = (await listPos(shop.merchant)).map(({ externalPosId }) => externalPosId);
    expect(codes.sort()).toEqual(['S001P02', 'X10', null, 's001p01']);
  });

  test('a category that was chosen there comes in, and stays on both sides when something else is saved', async () => {
    const { changePos } = await loadPlaces();
    const made = { name: 'Surtidor', external_id: 'PANEL1', external_store_id: 'S001', fixed_amount: true };
    await inPanel('POST', '/pos', { ...made, category: 473000 });
    await sync();
    expect((await shop.api('GET', '/pos/PANEL1')).json).toMatchObject({ category: 473000 });
    await changePos(caller(), 'PANEL1', { name: 'Surtidor 1' });
    expect((await shop.api('GET', '/pos/PANEL1')).json).toMatchObject({ name: 'Surtidor 1', category: 473000 });
    const [sent] = (await application.simulator.requestsOf(shop.userId, 'PUT', '/pos')).slice(-1);
    expect(sent?.body).toMatchObject({ name: 'Surtidor 1', category: 473000 });
  });

  test('what is changed or made here while it is read stays, and is not told as different; what is read is as old as its reading', async () => {
    const { changePos, changeStore, createPos, createStore, getPos, getStore } = await loadPlaces();
    const { sql } = application.services;
    await createStore(caller(), { ...lavalle, externalStoreId: 'S002', name: 'Sur' });
    // It is made there, and not known here until the reading has begun.
    await application.simulator.misbehave(
      { method: 'POST', path: '/pos', kind: 'drop_after_commit', times: 1 },
      { method: 'GET', path: '/pos', kind: 'status', status: 500, times: 1 },
    );
    const late = { externalPosId: 'S001P03', name: 'Caja 3', storeKey: 'S001', integration: 'orders_api' } as const;
    expect(await createPos(caller(), late)).toMatchObject({ pos: null });
    const making = (dueIn: string) => sql`update place_creations set due_at = now() + ${dueIn}::interval
      where merchant_id = ${shop.merchant.id} and state = 'unknown'`;
    await making('1 hour');
    const held = (table: 'stores' | 'pos') =>
      eventually(async () => {
        const waiting = await sql`select 1 from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock' and query like ${`update "${table}"%`}`;
        expect(waiting).toHaveLength(1);
      });

    // Its first store and its first till hold it up, with what it knows of the others in its hands.
    const { reading, changedAt } = await sql.begin(async (onPos) => {
      await onPos`select 1 from pos where merchant_id = ${shop.merchant.id} and external_pos_id = 'S001P01' for update`;
      const { reading } = await sql.begin(async (onStore) => {
        await onStore`select 1 from stores
          where merchant_id = ${shop.merchant.id} and external_store_id = 'S001' for update`;
        const reading = sync();
        await held('stores');
        await changeStore(caller(), 'S002', { name: 'Sur 2' });
        return { reading };
      });
      await held('pos');
      await changePos(caller(), 'S001P02', { name: 'Barra' });
      await making('0 hours');
      await eventually(async () => expect(await getPos(shop.merchant, 'S001P03')).not.toBeNull());
      return { reading, changedAt: new Date() };
    });
    await reading;
    expect(await differences()).toEqual([]);
    const now = [await getPos(shop.merchant, 'S001P02'), await getStore(shop.merchant, 'S002')];
    expect(now.map((each) => [each?.name, each?.theirs?.name])).toEqual([
      ['Barra', 'Barra'],
      ['Sur 2', 'Sur 2'],
    ]);
    expect(await getPos(shop.merchant, 'S001P03')).toMatchObject({ name: 'Caja 3', integration: 'orders_api' });
    // Or else what a newer reading beside it saw of this one would count as older.
    expect((await getPos(shop.merchant, 'S001P01'))?.syncedAt?.getTime()).toBeLessThan(changedAt.getTime());
  });

  test('a till that is made while codes are read, and whose own is not shown, is one that another try is worth', async () => {
    const { createPos } = await loadPlaces();
    const { sql, readMissingQrCodes } = application.services;
    const first = sql`merchant_id = ${shop.merchant.id} and external_pos_id = 'S001P01'`;
    await sql`update pos set qr_data = null where ${first}`;
    const { reading } = await sql.begin(async (transaction) => {
      await transaction`select 1 from pos where ${first} for update`;
      const reading = readMissingQrCodes(shop.merchant);
      await eventually(async () => {
        const waiting = await sql`select 1 from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock' and query like 'update "pos"%'`;
        expect(waiting).toHaveLength(1);
      });
      await application.simulator.misbehave({ method: 'GET', path: '/instore/merchant/qr/', kind: 'status' });
      await createPos(caller(), { externalPosId: 'Q1', name: 'Uno', storeKey: 'S001' });
      return { reading };
    });
    expect(await reading).toBe(1);
    expect(await readMissingQrCodes(shop.merchant)).toBe(1);
    await application.simulator.misbehave();
    expect(await readMissingQrCodes(shop.merchant)).toBe(0);
  });

  test('codes that Mercado Pago did not show while tills were made are read within minutes, and not when it says no', async () => {
    const { createPos, getPlaceSync } = await loadPlaces();
    const { sql } = application.services;
    const inMinutes = async () =>
      ((await getPlaceSync(shop.merchant))?.dueAt.getTime() ?? 0) / 60_000 - Date.now() / 60_000;
    const noPictures = (status: number) =>
      application.simulator.misbehave({ method: 'GET', path: '/instore/merchant/qr/', kind: 'status', status });
    const codes = async () => {
      const rows = await sql`select qr_data is not null as is_read from pos where external_pos_id in ('Q1', 'Q2')
        and merchant_id = ${shop.merchant.id} order by external_pos_id`;
      return rows.map((row) => row.is_read);
    };
    await sync();
    expect(await inMinutes()).toBeGreaterThan(300);
    await noPictures(404);
    await createPos(caller(), { externalPosId: 'Q1', name: 'Uno', storeKey: 'S001' });
    expect(await inMinutes()).toBeGreaterThan(300);
    await noPictures(503);
    await createPos(caller(), { externalPosId: 'Q2', name: 'Dos', storeKey: 'S001' });
    expect(await inMinutes()).toBeLessThan(1.1);
    // Read at once, they are still not shown: they are asked for again, sooner than all of it would be.
    await sql`update place_syncs set due_at = now() where merchant_id = ${shop.merchant.id}`;
    await eventually(async () => {
      expect(await getPlaceSync(shop.merchant)).toMatchObject({ phase: 'idle', problem: null });
      expect(await inMinutes()).toBeGreaterThan(8);
    });
    expect([(await inMinutes()) < 11, await codes()]).toEqual([true, [false, false]]);
    await application.simulator.misbehave();
    await sql`update place_syncs set due_at = now() where merchant_id = ${shop.merchant.id}`;
    await eventually(async () => expect(await codes()).toEqual([true, true]));
  });

  test('nothing is marked while not everything could be read', async () => {
    await inPanel('DELETE', `/pos/${await posId('S001P01')}`);
    await application.simulator.misbehave({ method: 'GET', path: '/pos/*', kind: 'status', status: 500, times: 1 });
    await expect(sync()).rejects.toMatchObject({ code: 'mercadopago_unavailable' });
    expect((await shop.api('GET', '/pos/S001P01')).json).toMatchObject({ status: 'active' });
  });
});

describe('many at once', () => {
  const range = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
      kind: 'pos' as const,
      line: place + 1,
      code: '',
      name: `Caja ${place + 3}`,
      storeKey: 's001',
      category: null,
      integration: 'attended_v2' as const,
      mode: 'static' as const,
      isFixedAmount: true,
    }));

  test('are made by the worker through failures, and the same again makes nothing twice', async () => {
    const { previewPlaces, makePlaces } = await loadPlaces();
    await application.simulator.misbehave(
      { method: 'POST', path: '/pos', kind: 'drop_after_commit', times: 1 },
      { method: 'POST', path: '/pos', kind: 'rate_limit', times: 1, retry_after: 1 },
    );
    const [wrong] = range(1);
    const lines = [...range(5), { ...wrong, line: 6, name: 'x'.repeat(50), storeKey: 'S009' }];
    const typed = lines as Parameters<typeof previewPlaces>[1];
    expect((await previewPlaces(shop.merchant, typed)).map(({ code, state }) => `${code} ${state}`)).toEqual([
      'S001P03 new',
      'S001P04 new',
      'S001P05 new',
      'S001P06 new',
      'S001P07 new',
      ' wrong',
    ]);
    expect(await makePlaces(caller(), typed)).toEqual(expect.any(String));
    await eventually(
      async () => {
        await application.services.sql`update place_creations set due_at = now() where due_at > now()
          and state in ('planned', 'unknown')`;
        expect((await shop.api('GET', '/pos/S001P07')).status).toBe(200);
        const known = (await previewPlaces(shop.merchant, typed)).filter(({ state }) => state === 'exists');
        expect(known.map(({ code }) => code)).toEqual(['S001P03', 'S001P04', 'S001P05', 'S001P06', 'S001P07']);
        const left = await application.services.sql`select 1 from place_creations where due_at is not null`;
        expect(left).toHaveLength(0);
      },
      { withinMs: 20_000 },
    );
    expect(await makePlaces(caller(), typed)).toBeNull();
    const pos = (await shop.api('GET', '/pos')).json;
    expect(new Set(listOfCodes(pos)).size).toBe(7);
    expect(listOfCodes(pos)).toHaveLength(7);
  });

  test('of two lines of a file that name different tills with one code, the second is a mistake and not the same again', async () => {
    const { previewPlaces } = await loadPlaces();
    const { readPlaceFile } = await import('@/lib/domain/place-file');
    const read = readPlaceFile(
      'name,external_store_id,external_pos_id\nPuerta,S001,S001P88\nPatio,S001,s001p88\nPuerta,S001,S001P88\n',
    );
    const lines = await previewPlaces(shop.merchant, 'rows' in read ? read.rows : []);
    expect(lines.map(({ name, state, fields }) => [name, state, fields])).toEqual([
      ['Puerta', 'new', {}],
      ['Patio', 'wrong', { external_pos_id: 'already_used' }],
      ['Puerta', 'exists', {}],
    ]);
  });

  test('of stores with one name the second is the same again, unless it has a code of its own', async () => {
    const { previewPlaces } = await loadPlaces();
    const { readPlaceFile } = await import('@/lib/domain/place-file');
    const place = 'Gorriti,5128,Palermo,Capital Federal,"-34,58934","-58,43012"';
    const lines = [',Sur', ',Sur', 'S9,Sur', 'S8,Norte', ',Norte', ',  Norte ', 's8,Norte', 's8,Oeste', ',Centro'];
    const read = readPlaceFile(
      `codigo,name,street_name,street_number,city_name,state_name,latitude,longitude\n${lines
        .map((line) => `${line},${place}`)
        .join('\n')}`,
    );
    const shown = await previewPlaces(shop.merchant, 'rows' in read ? read.rows : []);
    expect(shown.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'S002 new',
      'S002 exists',
      'S9 new',
      'S8 new',
      'S8 exists',
      'S8 exists',
      's8 exists',
      's8 wrong',
      'S001 exists',
    ]);
  });

  test('sixty tills of the panel come in over several pages, with progress', async () => {
    const { requestPlaceSync } = await import('@/lib/services/place-sync');
    const { getPlaceSync, listPos } = await loadPlaces();
    for (let number = 0; number < 58; number++)
      await inPanel('POST', '/pos', { name: `P ${number}`, external_id: `X${number}`, external_store_id: 'S001' });
    await application.simulator.misbehave({ method: 'GET', path: '/instore/merchant/qr/', kind: 'html' });
    await requestPlaceSync(shop.merchant);
    await eventually(
      async () => {
        expect(await getPlaceSync(shop.merchant)).toMatchObject({ done: expect.any(Number), total: 58 });
        expect(await listPos(shop.merchant)).toHaveLength(60);
      },
      { withinMs: 20_000 },
    );
    expect(await differences()).toEqual([]);
  });
});

function listOfCodes(json: unknown): unknown[] {
  const results: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'results') : [];
  return Array.isArray(results) ? results.map((each) => textAt(each, 'external_pos_id')) : [];
}
