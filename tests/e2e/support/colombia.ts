import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type APIRequestContext, expect, type Page } from '@playwright/test';
import postgres from 'postgres';
import { settings } from '../../../lib/i18n/messages/settings';
import { browserRun, databaseUrl, demoSignIn } from '../../support/browser-run';
import { demoToken } from './simulator-controls';
import { sameOrigin, signIn } from './test';

/**
 * A business of its own in Colombia, with the demonstration owner's password: its owner signs in on `page` and connects an
 * account that Mercado Pago made for tests; then it has a store, and a till that shows its QR on the screen.
 */
export async function openInColombia(page: Page): Promise<{ externalPosId: string }> {
  const owner = await foundBusiness();
  await signIn(page, owner);
  await page.goto('/settings/mercadopago');
  await page.locator('#access_token').fill(await testAccountToken('MCO'));
  await page.getByRole('button', { name: settings.es.mercadoPago.submit }).click();
  await expect(page.getByText(settings.es.mercadoPago.connected, { exact: true })).toBeVisible();
  const location = {
    street_name: 'Carrera 7',
    street_number: '24-89',
    city_name: 'Medellín',
    state_name: 'Antioquia',
    latitude: 6.25,
    longitude: -75.57,
  };
  await make(page.request, 'stores', { external_store_id: 'CO1', name: 'Tienda El Prado', location });
  const externalPosId = 'CO1P01';
  await make(page.request, 'pos', {
    external_pos_id: externalPosId,
    name: 'Caja del fondo',
    external_store_id: 'CO1',
    mode: 'dynamic',
  });
  return { externalPosId };
}

async function make(request: APIRequestContext, kind: string, data: Record<string, unknown>): Promise<void> {
  const answer = await request.post(`/api/v1/${kind}`, { headers: sameOrigin(), data });
  expect(answer.status(), await answer.text()).toBe(201);
}

/** A business without an account, and its owner. */
async function foundBusiness(): Promise<{ email: string; password: string }> {
  const demo = demoSignIn();
  const [merchantId, personId] = [randomUUID(), randomUUID()];
  const email = `colombia-${personId}@example.com`;
  const sql = postgres(databaseUrl(), { max: 1, onnotice: () => undefined });
  await sql`insert into merchants (id, name, notification_key, reference_prefix)
    values (${merchantId}, 'Tienda El Prado', ${randomUUID().replaceAll('-', '')}, 'VC2XY')`;
  await sql`insert into people (id, email, name, password_hash)
    select ${personId}, ${email}, 'Marta Rojas', password_hash from people where email = ${demo.email}`;
  await sql`insert into memberships (merchant_id, person_id, role) values (${merchantId}, ${personId}, 'owner')`;
  await sql.end();
  return { email, password: demo.password };
}

/** The token of a new test account, as its panel shows it: the simulator keeps it with its state. */
async function testAccountToken(siteId: string): Promise<string> {
  const answer = await fetch(`${browserRun.simulatorUrl}/users/test_user`, {
    method: 'POST',
    headers: { authorization: `Bearer ${demoToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ site_id: siteId }),
  });
  const { id }: { id: number } = await answer.json();
  let token = '';
  await expect(() => {
    const { accounts }: { accounts: { userId: number; accessToken: string }[] } = JSON.parse(
      readFileSync(path.join(browserRun.dataDir, 'simulator.json'), 'utf8'),
    );
    token = accounts.find(({ userId }) => userId === id)?.accessToken ?? '';
    expect(token).not.toBe('');
  }).toPass();
  return token;
}
