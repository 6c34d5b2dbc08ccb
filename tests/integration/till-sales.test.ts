import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { openShop, openTwoShops, readOrder, type Shop } from '../support/shop';

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

const by = async () => ({ personId: (await shop.signIn('manager')).personId });

describe('a discount', () => {
  test.each(['attended_v2', 'attended_v1', 'orders_api'] as const)(
    'on %s is sent as lower prices that add up to what is charged, and the note stays here',
    async (integration) => {
      await application.services
        .sql`update pos set integration = ${integration} where merchant_id = ${shop.merchant.id}`;
      const answer = await shop.charge({
        items: [
          { title: 'Café', unit_price: '10.00', quantity: 3 },
          { title: 'Torta', unit_price: '45.50', quantity: 2 },
        ],
        discount: '7.01',
        note: 'Mesa 4, sin sal',
      });
      expect(answer).toMatchObject({
        status: 201,
        json: {
          status: 'opened',
          total_amount: '113.99',
          discount_amount: '7.01',
          note: 'Mesa 4, sin sal',
          items: [
            { title: 'Café', unit_price: '10.00', quantity: 3 },
            { title: 'Torta', unit_price: '45.50', quantity: 2 },
          ],
        },
      });
      const sent = await Promise.all(
        (['PUT', 'POST'] as const).map((method) => application.simulator.requestsOf(shop.userId, method)),
      );
      const [request, ...others] = sent.flat().filter(({ path }) => /\/orders|\/mpmobile/.test(path));
      expect(others).toEqual([]);
      const items: unknown[] = Array.from(Object(at(request?.body, 'items')));
      const cents = items.map(
        (item) => Math.round(Number(at(item, 'unit_price')) * 100) * Number(at(item, 'quantity')),
      );
      expect(cents.reduce((sum, part) => sum + part, 0)).toBe(11_399);
      expect(JSON.stringify(request?.body)).not.toContain('sin sal');
      await application.simulator.pay(await shop.scan(), 'approved');
      const check = await shop.check(textAt(answer.json, 'id'));
      expect(check.json).toMatchObject({ verdict: 'paid', order: { status: 'closed', paid_amount: '113.99' } });
    },
  );

  test('of all or more is refused before anything is stored', async () => {
    const answer = await shop.charge({ discount: '320.00' });
    expect(answer).toMatchObject({ status: 422, json: { error: { fields: { discount: expect.any(String) } } } });
    expect(await application.simulator.requestsOf(shop.userId, 'PUT', '/orders')).toEqual([]);
  });
});

describe('references from a template', () => {
  async function template(text: string, posKey: string | null): Promise<void> {
    const { setReferenceTemplate } = await import('@/lib/services/till-settings');
    expect(await setReferenceTemplate(shop.merchant, text, { posKey, by: await by() })).toBeNull();
  }
  async function references(answers: Awaited<ReturnType<Shop['charge']>>[]): Promise<string[]> {
    return answers.map((answer) => readOrder(answer.json).external_reference).sort();
  }
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Argentina/Buenos_Aires' })
    .format(new Date())
    .replaceAll('-', '');
  const dynamic = { mode: 'dynamic' };

  test('of cashiers who charge at once are numbered without a gap and never twice', async () => {
    await template('{store}-{pos}-{date}-{number}', null);
    const answers = await Promise.all(Array.from({ length: 12 }, () => shop.charge(dynamic)));
    expect(await references(answers)).toEqual(
      Array.from({ length: 12 }, (_, index) => `S001-S001P01-${day}-${String(index + 1).padStart(4, '0')}`),
    );
    const other = await shop.charge({ external_pos_id: 'S001P02', ...dynamic });
    expect(await references([other])).toEqual([`S001-S001P02-${day}-0001`]);
  });

  test('two tills with the same words, a number that somebody typed, and a retry never meet', async () => {
    await template('S2-{date}-{number}', 'S001P01');
    await template('S2-{date}-{number}', 'S001P02');
    await shop.openedOrder({ external_reference: `S2-${day}-0002`, ...dynamic });
    const key = randomUUID();
    const answers = await Promise.all([
      shop.charge(dynamic, key),
      shop.charge({ external_pos_id: 'S001P02', ...dynamic }),
      shop.charge(dynamic),
      shop.charge({ external_pos_id: 'S001P02', ...dynamic }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
    expect(new Set(await references(answers)).size).toBe(4);
    const again = await shop.charge(dynamic, key);
    expect(await references([again])).toEqual(await references(answers.slice(0, 1)));
  });

  test('that would be too long give way to a plain number', async () => {
    await application.services.sql`update pos set reference_template = ${`{pos}{date}{number}${'x'.repeat(50)}`}
      where merchant_id = ${shop.merchant.id}`;
    expect((await shop.openedOrder()).external_reference).toMatch(/^V[0-9A-Z]{4}-000001$/);
  });
});

describe('the catalogue', () => {
  const croissant = {
    title: ' Medialuna ',
    unitPriceMinor: 90_000,
    taxRate: 0,
    category: 'Panadería',
    pictureUrl: 'https://example.com/medialuna.jpg',
    skuNumber: 'M-1',
    unitMeasure: 'unit',
    isActive: true,
    isFavorite: true,
  };

  test('is kept, searched and taken away by its own merchant alone, with a trace of who did it', async () => {
    const { ours, theirs } = await openTwoShops(application);
    const { keepCatalogItem, dropCatalogItem } = await import('@/lib/services/catalog');
    const db = await import('@/db/catalog-items');
    const { personId } = await ours.signIn('manager');
    const keep = (change: Partial<typeof croissant>, itemId: string | null = null) =>
      keepCatalogItem(ours.merchant, { ...croissant, ...change }, { itemId, siteId: 'MLA', by: { personId } });
    const id = await keep({});
    await keep({ title: '100% cacao', skuNumber: '', category: '', pictureUrl: '', isFavorite: false });
    await expect(keep({ title: 'Otra', skuNumber: 'm-1' })).rejects.toMatchObject({
      code: 'conflict',
      fields: { skuNumber: 'already_used' },
    });
    await expect(
      keep({ title: '', unitPriceMinor: 0, taxRate: 19, pictureUrl: 'javascript:alert(1)', unitMeasure: 'kg' }),
    ).rejects.toMatchObject({
      fields: {
        title: 'required',
        unitPriceMinor: 'too_small',
        taxRate: 'only_colombia',
        pictureUrl: 'not_a_url',
        unitMeasure: 'invalid',
      },
    });
    await keep({ unitPriceMinor: 95_000 }, id);

    const titles = async (filter: Parameters<typeof db.countCatalogItems>[1]) =>
      (await db.listCatalogItems(ours.merchant, { filter, limit: 10 })).map((item) => item.title);
    expect(await titles({})).toEqual(['100% cacao', 'Medialuna']);
    expect(await titles({ text: 'M-1' })).toEqual(['Medialuna']);
    expect(await titles({ text: '%' })).toEqual(['100% cacao']);
    expect(await titles({ category: 'Panadería' })).toEqual(['Medialuna']);
    expect(await db.getCatalogItem(ours.merchant, id)).toMatchObject({ title: 'Medialuna', unitPriceMinor: 95_000 });

    expect(await db.getCatalogItem(theirs.merchant, id)).toBeNull();
    expect(await db.countCatalogItems(theirs.merchant, {})).toBe(0);
    await expect(dropCatalogItem(theirs.merchant, id, { personId })).rejects.toMatchObject({ code: 'not_found' });
    await dropCatalogItem(ours.merchant, id, { personId });
    expect(await titles({})).toEqual(['100% cacao']);
    const audit = await application.services.sql<{ action: string }[]>`
      select action from audit_entries where merchant_id = ${ours.merchant.id} and action like 'catalog%' order by id`;
    expect(audit.map((entry) => entry.action)).toEqual([
      'catalog_item_added',
      'catalog_item_added',
      'catalog_item_changed',
      'catalog_item_removed',
    ]);
  });

  test('takes a file in once, also when it is sent several times at once, and all of it or nothing', async () => {
    const { ours, theirs } = await openTwoShops(application);
    const { importCatalogFile, exportCatalog, previewCatalogFile } = await import('@/lib/services/catalog-file');
    const { readCatalogFile } = await import('@/lib/domain/catalog-file');
    const { personId } = await ours.signIn('manager');
    const read = readCatalogFile('title,price,sku\nPan,500,P-1\n=1+1,20,\nMal,x,\nPan,900,P-2');
    if ('problem' in read) throw new Error(read.problem);
    const terms = {
      siteId: 'MLA',
      parsePrice: (text: string) => (/^\d+$/.test(text) ? Number(text) * 100 : null),
    } as const;
    const take = (of = ours) => importCatalogFile(of.merchant, read.lines, { ...terms, personId });
    const counts = await Promise.all([take(), take(), take(), take()]);
    expect(counts.map(({ added }) => added).sort()).toEqual([0, 0, 0, 3]);
    const [head, ...rows] = (await exportCatalog(ours.merchant, 'ARS')).trimEnd().split('\n');
    expect([head, ...rows.sort()]).toEqual([
      'title,price,category,tax_rate,sku,unit,picture_url,favorite,active',
      "'=1+1,20.00,,0,,unit,,no,yes",
      'Pan,500.00,,0,P-1,unit,,no,yes',
      'Pan,900.00,,0,P-2,unit,,no,yes',
    ]);
    const states = (await previewCatalogFile(ours.merchant, read.lines, terms)).map(({ state }) => state);
    expect(states).toEqual(['same', 'same', 'wrong', 'same']);
    expect(await take(theirs)).toEqual({ added: 3, changed: 0 });
    const [trail, ...more] = await application.services.sql<{ data: unknown }[]>`
      select data from audit_entries where merchant_id = ${ours.merchant.id} and action = 'catalog_file_read'`;
    const kept = await application.services.sql<{ id: string }[]>`
      select id from catalog_items where merchant_id = ${ours.merchant.id}`;
    expect([trail?.data, ...more]).toEqual([{ added: 3, changed: 0, itemIds: expect.any(Array) }]);
    expect(listAt(trail?.data, 'itemIds').sort()).toEqual(kept.map(({ id }) => id).sort());
  });

  test('holds so many items and no more, also when the last places are taken at once', async () => {
    const { ours, theirs } = await openTwoShops(application);
    const { keepCatalogItem } = await import('@/lib/services/catalog');
    const { importCatalogFile } = await import('@/lib/services/catalog-file');
    const { MOST_CATALOG_ITEMS } = await import('@/lib/domain/catalog-item');
    const { readCatalogFile } = await import('@/lib/domain/catalog-file');
    const { personId } = await ours.signIn('manager');
    const { sql } = application.services;
    await sql`insert into catalog_items (merchant_id, id, title, unit_price_minor)
      select ${ours.merchant.id}, gen_random_uuid(), 'Item ' || n, 100 from generate_series(1, ${MOST_CATALOG_ITEMS - 2}) n`;
    const texts = { category: '', pictureUrl: '', skuNumber: '', unitMeasure: 'unit' };
    const item = { ...texts, title: 'Pan', unitPriceMinor: 100, taxRate: 0, isActive: true, isFavorite: false };
    const add = (of = ours) =>
      keepCatalogItem(of.merchant, item, { itemId: null, siteId: 'MLA', by: { personId } }).catch(
        (error: unknown) => error,
      );
    const added = await Promise.all([add(), add(), add(), add()]);
    const [first = '', ...others] = added.filter((one) => typeof one === 'string');
    expect(others).toHaveLength(1);
    const full = expect.objectContaining({ details: { why: 'full' } });
    expect(added.filter((one) => typeof one !== 'string')).toEqual([full, full]);
    await keepCatalogItem(
      ours.merchant,
      { ...item, title: 'Pan dulce' },
      { itemId: first, siteId: 'MLA', by: { personId } },
    );
    const read = readCatalogFile('title,price\nTorta,1');
    if ('problem' in read) throw new Error(read.problem);
    const taking = importCatalogFile(ours.merchant, read.lines, { siteId: 'MLA', parsePrice: () => 100, personId });
    await expect(taking).rejects.toMatchObject({ details: { why: 'full' } });
    expect(await add(theirs)).toEqual(expect.any(String));
  });
});

describe('a screen for customers', () => {
  type Watched = { kind: string; qr: unknown };

  async function open() {
    const screens = await import('@/lib/services/customer-screens');
    const reading = await import('@/lib/services/customer-screen-reading');
    const { getPos } = await import('@/db/pos');
    const person = await by();
    const renew = async () => {
      await screens.renewCustomerScreen(shop.merchant, 'S001P01', person);
      return (await getPos(shop.merchant, 'S001P01'))?.customerScreenKey ?? '';
    };
    return { ...reading, renew, end: () => screens.endCustomerScreen(shop.merchant, 'S001P01', person) };
  }

  test('shows amount and code, a refusal, and that it is paid, as it happens, and nothing else', async () => {
    const screen = await open();
    const key = await screen.renew();
    expect(key).toMatch(/^[\w-]{32}$/);
    const seen: Watched[] = [];
    const close = await screen.watchCustomerScreen(key, {
      onView: (view) => seen.push(view),
      onBeat: () => undefined,
      onEnd: () => seen.push({ kind: 'ended', qr: null }),
    });
    expect(seen.map((view) => view.kind)).toEqual(['idle']);
    const { id } = await shop.openedOrder({ note: 'secret', external_reference: 'secret-1' });
    await shop.openedOrder({ external_pos_id: 'S001P02', items: [{ title: 'x', unit_price: '999', quantity: 1 }] });
    const latest = (kind: string) => eventually(async () => expect(seen.at(-1)?.kind).toBe(kind));
    await latest('waiting');
    const buyer = await shop.scan();
    await application.simulator.pay(buyer, 'rejected');
    await latest('rejected');
    await application.simulator.pay(buyer, 'approved');
    await latest('paid');
    const told = JSON.stringify(seen);
    for (const hidden of ['secret', id, 'Menú', '99900', shop.merchant.id]) expect(told).not.toContain(hidden);
    expect(Object.keys(seen.at(-1) ?? {}).sort()).toEqual(
      ['createdAt', 'currencyId', 'expiresAt', 'kind', 'qr', 'readAt', 'totalMinor'].sort(),
    );
    expect(seen.at(-1)?.qr).toBeNull();

    const newKey = await screen.renew();
    expect(newKey).not.toBe(key);
    expect(await screen.readCustomerScreen(key)).toBeNull();
    expect(await screen.readCustomerScreen(newKey)).toMatchObject({ kind: 'paid' });
    // A screen that still has the old address ends with the next change of anything.
    await shop.openedOrder();
    await latest('ended');
    await screen.end();
    expect(await screen.readCustomerScreen(newKey)).toBeNull();
    close?.();
  });
});
