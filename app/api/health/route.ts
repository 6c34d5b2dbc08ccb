import { readHealth } from '@/lib/services/health';

/** Whether this process does its work; 503 when the database or the worker is down. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
