import { describe, expect, test } from 'vitest';
import { receiptPapers } from '@/lib/domain/receipt';
import { type SiteId, sites } from '@/lib/domain/sites';
import type { Mark } from '@/lib/print/drawing';
import { type ReceiptIssuer, type ReceiptOrder, receiptBlocks, refundBlocks } from '@/lib/print/receipt-blocks';
import { receiptPages } from '@/lib/print/receipt-pages';
import { widthOf } from '@/lib/print/typeset';

/** What paper says in each country: the hour of the store, the number's name, money, and that it is no invoice. */
const countries = [
  ['MLA', 'America/Argentina/Buenos_Aires', '12:03', 'CUIT', '$ 16.800,00', '−2.000,00', 'NO VÁLIDO COMO FACTURA'],
  ['MLB', 'America/Sao_Paulo', '12:03', 'CNPJ/CPF', 'R$ 16.800,00', '−2.000,00', 'NÃO É DOCUMENTO FISCAL'],
  ['MLC', 'America/Santiago', '12:03', 'RUT', '$1.680.000', '−200.000', 'NO VÁLIDO COMO BOLETA'],
  ['MCO', 'America/Bogota', '10:03', 'NIT', '$ 1.680.000', '−200.000', 'NO ES FACTURA DE VENTA'],
  ['MLM', 'America/Mexico_City', '09:03', 'RFC', '$16,800.00', '−2,000.00', 'NO ES UN COMPROBANTE FISCAL'],
  ['MPE', 'America/Lima', '10:03', 'RUC', 'S/ 16,800.00', '−2,000.00', 'NO ES COMPROBANTE DE PAGO'],
  ['MLU', 'America/Montevideo', '12:03', 'RUT', '$ 16.800,00', '−2.000,00', 'NO ES DOCUMENTO FISCAL'],
] as const;

const issuer = (siteId: SiteId): ReceiptIssuer => ({
  name: 'Panadería La Espiga de Oro del Bajo',
  siteId,
  addressLine: 'Avenida Corrientes 1234, Ciudad Autónoma de Buenos Aires',
  taxId: '30-71234567-8',
  note: 'Cambios hasta 7 días',
  stamp: null,
});

const order = (siteId: SiteId, timeZone: string): ReceiptOrder => ({
  externalReference: 'S2-C03-20261121-0042',
  posName: 'Caja 3',
  storeName: 'Sucursal Centro',
  timeZone,
  currencyId: sites[siteId].currencyId,
  items: [
    { title: 'Café con leche', unitPriceMinor: 450_000, quantity: 2, ...plain },
    { title: 'Torta', unitPriceMinor: 980_000, quantity: 1, ...plain },
  ],
  taxes: siteId === 'MCO' ? [{ type: 'IVA', valueMinor: 268_235 }] : [],
  totalMinor: 1_680_000,
  discountMinor: 200_000,
  paidMinor: 1_680_000,
  refundedMinor: 0,
  createdAt: new Date('2026-11-21T15:00:00Z'),
  closedAt: new Date('2026-11-21T15:03:00Z'),
  createdBy: 'María de los Ángeles Rodríguez',
  payments: [{ paymentId: '91234567890', methodId: 'visa', countedMinor: 1_680_000 }],
});
const plain = { unitMeasure: 'unit', skuNumber: null, category: null, description: null, pictureUrl: null } as const;

describe.each(countries)('paper in %s', (siteId, timeZone, hour, taxName, total, discount, legend) => {
  const sale = order(siteId, timeZone);
  const slip = {
    amountMinor: 450_000,
    paymentId: '91234567890',
    mercadopagoRefundId: '17',
    changedAt: sale.createdAt,
  };
  const papers = [receiptBlocks(sale, issuer(siteId)), refundBlocks(sale, slip, issuer(siteId))];

  test('has its hour, its money and its legend, and the IVA in Colombia alone', () => {
    const [receipt, refund] = papers.map((blocks) => JSON.stringify(blocks).replaceAll('\u00a0', ' '));
    for (const said of [`21/11/2026 ${hour}`, `${taxName} 30-71234567-8`, total, `"${discount}"`, legend])
      expect(receipt).toContain(said);
    expect(receipt?.includes('268.235')).toBe(siteId === 'MCO');
    expect(refund).toContain(legend);
    expect(refund).not.toContain('PAGADO');
  });

  test.each(receiptPapers)('fits on %s, and breaks neither its date nor its reference', (paper) => {
    for (const blocks of papers) {
      const extras = {
        reprint: 'REIMPRESIÓN · copia 2',
        link: { url: 'https://example.com/r/x', caption: 'Escanear' },
      };
      const [page, ...others] = receiptPages(blocks, paper, extras);
      if (!page) throw new Error('there is a page');
      expect(others).toEqual([]);
      const texts = [...textsIn(page.marks)];
      for (const { left, right, text } of texts)
        expect([text, left >= 0, right <= page.width]).toEqual([text, true, true]);
      const said = texts.map(({ text }) => text.replaceAll('\u00a0', ' '));
      expect(said).toEqual(expect.arrayContaining([expect.stringContaining('21/11/2026 '), sale.externalReference]));
    }
  });
});

function* textsIn(marks: readonly Mark[], x = 0): Generator<{ text: string; left: number; right: number }> {
  for (const mark of marks) {
    if (mark.kind === 'group') yield* textsIn(mark.marks, x + mark.x);
    if (mark.kind !== 'text') continue;
    const width = widthOf(mark.text, mark.type);
    const left = x + mark.x - (mark.align === 'right' ? width : mark.align === 'center' ? width / 2 : 0);
    yield { text: mark.text, left, right: left + width };
  }
}
