import type { SiteId } from '../domain/sites';

/**
 * What a ticket has to say of itself in each country: it proves a payment and is not the fiscal document, which another
 * system issues. Customary wording of the trade, not quoted from a law.
 */
export const receiptLegends: Readonly<Record<SiteId, string>> = {
  MLA: 'DOCUMENTO NO VÁLIDO COMO FACTURA',
  MLB: 'NÃO É DOCUMENTO FISCAL',
  MLM: 'ESTE TICKET NO ES UN COMPROBANTE FISCAL',
  MLC: 'NO VÁLIDO COMO BOLETA',
  MLU: 'NO ES DOCUMENTO FISCAL',
  MCO: 'NO ES FACTURA DE VENTA',
  MPE: 'NO ES COMPROBANTE DE PAGO',
};
