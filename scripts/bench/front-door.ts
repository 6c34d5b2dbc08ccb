import http from 'node:http';
import { limitInbox } from '@/lib/services/inbox';
import { answerHotPath } from '@/lib/web/hot-paths';

// The front door's hot paths alone, as server.ts wires them, without Next and without the worker.
// One by one as the baseline does: each in a commit of its own, as many at a time as there are.
if (process.env.BENCH_ONE_BY_ONE === '1') limitInbox({ maxBatch: 1, maxFlushes: Number.POSITIVE_INFINITY });

http
  .createServer((request, response) => {
    if (answerHotPath(request, response)) return;
    response.statusCode = 404;
    response.end();
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
