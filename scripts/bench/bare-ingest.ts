import http from 'node:http';
import postgres from 'postgres';

// The least that can be called the same: read the body, insert it durably, answer 200.
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10, connection: { synchronous_commit: 'on' } });
const prefix = '/api/notifications/mercadopago/';

http
  .createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const headers = JSON.stringify({
        'content-type': request.headers['content-type'],
        'x-request-id': request.headers['x-request-id'],
      });
      try {
        const stored = await sql`
          insert into notifications (merchant_id, query, headers, body)
          select id, ${query}, ${headers}::text::jsonb, ${Buffer.concat(chunks)} from merchants where notification_key = ${path.slice(prefix.length)}
          returning 1`;
        response.statusCode = stored.length === 1 ? 200 : 404;
      } catch {
        response.statusCode = 503;
      }
      response.end();
    });
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
