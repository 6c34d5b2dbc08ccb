import http from 'node:http';
import postgres from 'postgres';

// The least that can be called the same: find the POS of a key and the order on it, by indexes, and say that there is none.
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10 });
const nothing = JSON.stringify({ error: { type: 'unavailable', message: 'nothing to pay' } });
const prefix = '/api/pos/'.length;
const suffix = '/order'.length;

http
  .createServer(async (request, response) => {
    const path = request.url ?? '';
    try {
      const [row] = await sql`
        select pos.id, sale.id as sale_id from pos
        left join orders as sale on sale.merchant_id = pos.merchant_id and sale.pos_id = pos.id
          and sale.status in ('draft', 'opened') and sale.mode in ('static', 'hybrid')
        where pos.unattended_key = ${path.slice(prefix, -suffix)}`;
      response.writeHead(row?.sale_id ? 200 : 400, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(nothing);
    } catch {
      response.writeHead(400).end();
    }
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
