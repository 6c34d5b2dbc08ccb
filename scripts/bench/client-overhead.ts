import http from 'node:http';
import { createMercadoPagoClient } from '@/lib/mercadopago/client';
import { jsonNumber } from '@/lib/mercadopago/exact-json';
import { benchAccount, benchHeaders, benchPos, orderBody, orderPath, startBenchSimulator } from './bench-simulator';
import { printRow, ratio, stopContender } from './contender';

type Call = () => Promise<unknown>;
type Measured = { readonly meanUs: number; readonly p99Ms: number };

const ROUNDS = 60;
const CALLS_PER_ROUND = 50;

/**
 * `client_overhead`: what our client costs per call over a bare `fetch` that parses the answer, one call at a time over
 * kept connections to one simulator, in turns. Beside it a bare `node:http`, which is what our client is made of.
 */
export async function benchClientOverhead(): Promise<void> {
  const { contender, merchantOrderId } = await startBenchSimulator();
  const client = createMercadoPagoClient({ baseUrl: contender.url, accessToken: benchAccount.accessToken });
  const readUrl = `${contender.url}/merchant_orders/${merchantOrderId}`;
  const writeUrl = contender.url + orderPath;
  const body = JSON.stringify(orderBody);
  const exactBody = {
    ...orderBody,
    total_amount: jsonNumber('320.10'),
    items: orderBody.items.map((item) => ({
      ...item,
      unit_price: jsonNumber(item.unit_price.toFixed(2)),
      quantity: jsonNumber(String(item.quantity)),
      total_amount: jsonNumber(item.total_amount.toFixed(2)),
    })),
  };
  try {
    report(
      'client_overhead',
      await alternate({
        ours: () => client.getMerchantOrder(merchantOrderId),
        fetch: () => bareFetch(readUrl, 'GET', undefined),
        http: () => bareHttp(readUrl, 'GET', undefined),
      }),
    );
    report(
      'client_overhead_write',
      await alternate({
        ours: () => client.putInStoreOrder({ userId: benchAccount.userId, ...benchPos, body: exactBody }),
        fetch: () => bareFetch(writeUrl, 'PUT', body),
        http: () => bareHttp(writeUrl, 'PUT', body),
      }),
    );
  } finally {
    await stopContender(contender);
  }
}

type Rivals = { readonly ours: Call; readonly fetch: Call; readonly http: Call };

/** Lets the rivals take turns in short rounds, each round beginning with another, so that what disturbs disturbs all. */
async function alternate(rivals: Rivals): Promise<Record<keyof Rivals, Measured>> {
  const names = ['ours', 'fetch', 'http'] as const;
  const took: Record<keyof Rivals, number[]> = { ours: [], fetch: [], http: [] };
  const rounds: Record<keyof Rivals, number[]> = { ours: [], fetch: [], http: [] };
  for (let round = -4; round < ROUNDS; round++) {
    for (let place = 0; place < names.length; place++) {
      const name = names[(place + Math.abs(round)) % names.length] ?? 'ours';
      const calls = await timeCalls(rivals[name]);
      if (round < 0) continue;
      took[name].push(...calls);
      rounds[name].push(calls.reduce((sum, us) => sum + us, 0) / calls.length);
    }
  }
  const summary = (name: keyof Rivals): Measured => ({
    meanUs: Math.round(quantile(rounds[name], 0.5)),
    p99Ms: Math.round(quantile(took[name], 0.99) / 10) / 100,
  });
  return { ours: summary('ours'), fetch: summary('fetch'), http: summary('http') };
}

async function timeCalls(call: Call): Promise<number[]> {
  const took: number[] = [];
  for (let made = 0; made < CALLS_PER_ROUND; made++) {
    const startedAt = performance.now();
    await call();
    took.push((performance.now() - startedAt) * 1000);
  }
  return took;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function report(name: string, { ours, fetch: baseline, http: bare }: Record<keyof Rivals, Measured>): void {
  printRow({
    name,
    ours: ours.meanUs,
    baseline: baseline.meanUs,
    ratio: ratio(ours.meanUs, baseline.meanUs),
    unit: 'us/call',
    p99_ms: ours.p99Ms,
    baseline_p99_ms: baseline.p99Ms,
    bare_http: bare.meanUs,
    ratio_to_bare_http: ratio(ours.meanUs, bare.meanUs),
  });
}

async function bareFetch(url: string, method: string, body: string | undefined): Promise<unknown> {
  const headers = { ...benchHeaders, 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return response.status === 204 ? null : response.json();
}

const agent = new http.Agent({ keepAlive: true });

function bareHttp(url: string, method: string, body: string | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { ...benchHeaders, 'content-type': 'application/json' };
    const request = http.request(url, { method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve(text === '' ? null : JSON.parse(text));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
