import http from 'node:http';
import postgres from 'postgres';

// The least that can be called the same: whoever asks is sent every message of one channel, for ever.
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 1 });
const readers = new Set<http.ServerResponse>();

await sql.listen('mostrador_orders', (payload) => {
  for (const reader of readers) reader.write(`event: order\ndata: ${payload}\n\n`);
});

http
  .createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write('retry: 2000\n\n');
    readers.add(response);
    response.on('close', () => readers.delete(response));
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
