import 'server-only';
import { type PosDetail, saveQrData } from '@/db/pos';
import { readEmvco } from '@/lib/domain/emvco';
import type { Merchant } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import type { MercadoPagoClient } from '@/lib/mercadopago/client';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { decodeQrPicture } from '@/lib/print/qr';

/** Whether a picture was read; `unanswered` is worth another try soon, `none` shows no code that could be read. */
export type QrReading = 'read' | 'none' | 'unanswered';

/** Reads what a POS's printed code says, from its picture; one whose picture cannot be read stays without. */
export async function readQrCode(
  client: MercadoPagoClient,
  merchant: Merchant,
  pos: Pick<PosDetail, 'id' | 'qrImageUrl'>,
): Promise<QrReading> {
  if (pos.qrImageUrl === null) return 'none';
  try {
    const picture = await client.fetchPicture(pos.qrImageUrl);
    const text = decodeQrPicture(picture.bytes);
    if (text !== null && readEmvco(text)) {
      await saveQrData(merchant, pos.id, text);
      return 'read';
    }
    log.warn({ posId: pos.id }, 'the picture of a POS holds no code that can be trusted');
    return 'none';
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    log.warn({ posId: pos.id, kind: error.kind, code: error.code }, 'the picture of a POS could not be read');
    return error.kind === 'unavailable' || error.kind === 'rate_limited' ? 'unanswered' : 'none';
  }
}
