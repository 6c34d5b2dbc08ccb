import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { openTwoShops } from '../support/shop';

let application: TestApplication;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());

test('a look that hangs holds up nobody else: the next payment closes its order at once', async () => {
  const { simulator } = application;
  const { ours, theirs } = await openTwoShops(application);
  const [slow, quick] = [await ours.openedOrder(), await theirs.openedOrder()];
  await simulator.misbehave({ method: 'GET', path: '/merchant_orders/', kind: 'delay', delay_ms: 7_500, times: 1 });
  await ours.scan();
  await eventually(async () => {
    const { json } = await simulator.control('GET', '/faults');
    expect(json).toMatchObject({ faults: [{ times: 0 }] });
  });
  await simulator.pay(await theirs.scan(), 'approved');
  await theirs.becomes(quick.id, { status: 'closed' }, { withinMs: 4_000 });
  expect(await ours.order(slow.id)).toMatchObject({ status: 'opened' });
});

test('a merchant who was told to pause holds up nobody else, neither by notification nor by sweep', async () => {
  const { simulator } = application;
  const { ours, theirs } = await openTwoShops(application);
  const paused = await ours.openedOrder();
  const [first, second] = [await theirs.openedOrder(), await theirs.openedOrder({ external_pos_id: 'S001P02' })];
  await simulator.misbehave({ path: '/merchant_orders/', kind: 'rate_limit', retry_after: 60, times: 1 });
  await ours.scan();
  await eventually(async () => {
    const { json } = await simulator.control('GET', '/faults');
    expect(json).toMatchObject({ faults: [{ times: 0 }] });
  });
  // Ours has more to ask now, from both sides.
  await ours.scan();
  await ours.scan();
  moveClock(16);
  await simulator.pay(await theirs.scan(), 'approved');
  await theirs.becomes(first.id, { status: 'closed' }, { withinMs: 4_000 });
  await simulator.notify({ mode: 'none' });
  await simulator.pay(await theirs.scan('S001P02'), 'approved');
  moveClock(16);
  await theirs.becomes(second.id, { status: 'closed', closed_by: 'sweep' }, { withinMs: 4_000 });
  expect(await ours.order(paused.id)).toMatchObject({ status: 'opened' });
});
