import 'server-only';
import type { PosDetail } from '@/db/pos';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { connected, publicAddress } from './accounts';

/** The address under which Mercado Pago asks for a POS's order. Whoever has it sees the order on it and nothing else. */
export function unattendedUrlOf(pos: Pick<PosDetail, 'unattendedKey'>): string {
  return `${publicAddress()}/api/pos/${pos.unattendedKey}/order`;
}

/**
 * Where Mercado Pago asks for the orders of a POS: at our address, somewhere else, or nowhere; `unread` when it did not
 * say, with its code.
 */
export type Registration =
  | { readonly kind: 'ours' | 'none' | 'missing' }
  | { readonly kind: 'other'; readonly url: string }
  | { readonly kind: 'unread'; readonly code: string | null };

/** Asks Mercado Pago where it asks. Never throws for what it answers. */
export async function readRegistration(merchant: Merchant, pos: PosDetail): Promise<Registration> {
  if (pos.mercadopagoPosId === null) return { kind: 'missing' };
  try {
    const { client } = await connected(merchant);
    const { url } = await client.getPos(pos.mercadopagoPosId);
    if (url === null) return { kind: 'none' };
    return url === unattendedUrlOf(pos) ? { kind: 'ours' } : { kind: 'other', url };
  } catch (error) {
    if (error instanceof MercadoPagoError)
      return error.status === 404 ? { kind: 'missing' } : { kind: 'unread', code: error.code };
    if (error instanceof AppError) return { kind: 'unread', code: null };
    throw error;
  }
}
