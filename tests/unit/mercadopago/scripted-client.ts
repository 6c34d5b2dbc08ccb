import { afterAll } from 'vitest';
import { createMercadoPagoClient } from '@/lib/mercadopago/client';
import { accessToken } from './sale';
import { startScriptedServer } from './scripted-server';

/** A server that answers by script and our client in front of it, until the file's tests are over. */
export async function openScriptedClient() {
  const server = await startScriptedServer();
  afterAll(() => server.close());
  return { server, client: createMercadoPagoClient({ baseUrl: server.url, accessToken }) };
}
