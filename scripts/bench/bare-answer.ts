import { createServer } from 'node:http';

/* A server that gives every request the same answer: what `node:http` can do at most. */

const content = Buffer.from(process.env.BENCH_ANSWER ?? '{}');
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': content.length });
  response.end(content);
}).listen(Number(process.env.PORT), '127.0.0.1');
