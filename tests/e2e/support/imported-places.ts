import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { databaseUrl, demoSignIn } from '../../support/browser-run';

/**
 * A merchant of its own whose stores and tills came from Mercado Pago's panel with these names, a till in each store; the
 * till has the name and its store the one behind it. At Mercado Pago each is called otherwise by now, and the first hundred
 * tills have an order. The account is disconnected, so that nobody reads it again. Gives its owner, who signs in.
 */
export async function importPlaces(names: readonly string[]) {
  const sql = postgres(databaseUrl(), { max: 1, onnotice: () => undefined });
  const { email, password } = demoSignIn();
  const [merchant, person] = [randomUUID(), randomUUID()];
  const owner = { email: `names-${person}@example.com`, password };
  const nameAfter = (index: number) => names[(index + 1) % names.length] ?? '';
  const rows = names.map((name, index) => ({
    code: `N${String(index).padStart(4, '0')}`,
    name,
    store_name: nameAfter(index),
    qr_data: `00020101021143530016com.mercadolibre0129https://mpago.la/pos/${merchant.slice(0, 8)}${index}`,
  }));
  await sql.begin(async (transaction) => {
    await transaction`insert into merchants (id, name, site_id, currency_id, time_zone, collector_id, environment,
        notification_key, reference_prefix, connected_at, access_problem)
      select ${merchant}, ${names[0] ?? ''}, 'MLA', 'ARS', 'America/Argentina/Buenos_Aires', ${merchant}, 'simulator',
        ${merchant}, 'N', now(), 'disconnected'`;
    await transaction`insert into people (id, email, name, password_hash)
      select ${person}, ${owner.email}, ${names[1] ?? ''}, password_hash from people where email = ${email}`;
    await transaction`insert into memberships (merchant_id, person_id, role) values (${merchant}, ${person}, 'owner')`;
    await transaction`create temporary table named on commit drop as
      select gen_random_uuid() as store_id, gen_random_uuid() as pos_id, one.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as one (code text, name text, store_name text, qr_data text)`;
    await transaction`insert into stores (merchant_id, id, mercadopago_store_id, external_store_id, name, address_line, time_zone,
        theirs, synced_at)
      select ${merchant}, store_id, 'store ' || code, code, store_name, name, 'America/Argentina/Buenos_Aires',
        jsonb_build_object('name', name, 'addressLine', name, 'reference', null, 'latitude', null, 'longitude', null,
          'businessHours', '{}'::jsonb), now()
      from named`;
    await transaction`insert into pos (merchant_id, id, store_id, mercadopago_pos_id, external_pos_id, name, unattended_key, qr_data,
        theirs, synced_at)
      select ${merchant}, pos_id, store_id, 'pos ' || code, code || 'P01', name, pos_id, qr_data,
        jsonb_build_object('name', store_name, 'category', null, 'isFixedAmount', true, 'storeId', 'store ' || code), now()
      from named`;
    await transaction`insert into orders (merchant_id, id, pos_id, store_id, external_pos_id, external_store_id, external_reference,
        integration, mode, status, exception, review_reasons, currency_id, total_minor, paid_minor, refunded_minor,
        collector_id, title, description, items, taxes, publication, created_at, expires_at, is_paid_late, version, changed_at)
      select ${merchant}, gen_random_uuid(), pos_id, store_id, code || 'P01', code, code, 'attended_v2', 'static', 'draft', 'none',
        '{}', 'ARS', 100, 0, 0, ${merchant}, name, name, '[]', '[]', 'pending', now(), now() + interval '1 hour', false, 1, now()
      from named order by code limit 100`;
  });
  await sql.end({ timeout: 1 });
  return { owner, codes: rows.map(({ code }) => code) };
}
