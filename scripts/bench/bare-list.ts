import http from 'node:http';
import postgres from 'postgres';

// The least that can be called the same: one query by an index, fifty rows as JSON.
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10 });

http
  .createServer(async (_request, response) => {
    const rows = await sql`
      select id, external_reference, external_store_id, external_pos_id, integration, mode, status, exception, currency_id,
        total_minor, paid_minor, refunded_minor, title, description, items, taxes, qr_data, version, created_at, opened_at,
        expires_at, closed_at, closed_by
      from orders where merchant_id = ${process.env.BENCH_MERCHANT ?? ''} order by created_at desc, id desc limit 50`;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ results: rows }));
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
