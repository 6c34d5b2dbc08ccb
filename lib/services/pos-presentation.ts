import 'server-only';
import type { PosDetail } from '@/db/pos';
import type { ShownPos } from '@/lib/api/pos';

/** The API's view of a point of sale. */
export function presentPos(pos: PosDetail): ShownPos {
  return {
    external_pos_id: pos.externalPosId,
    name: pos.name,
    external_store_id: pos.externalStoreId,
    pos_id: pos.mercadopagoPosId,
    status: pos.status,
    integration: pos.integration,
    mode: pos.mode,
    fixed_amount: pos.isFixedAmount,
    category: pos.category,
    unattended_url: pos.unattendedUrl,
    unattended_protocol: pos.unattendedProtocol,
    qr: {
      data: pos.qrData,
      image: pos.qrImageUrl,
      template_document: pos.qrTemplateDocumentUrl,
      template_image: pos.qrTemplateImageUrl,
    },
  };
}
