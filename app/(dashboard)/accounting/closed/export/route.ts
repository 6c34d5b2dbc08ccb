import { getTranslations } from 'next-intl/server';
import { getMerchant } from '@/db/merchants';
import { streamClosedOrders } from '@/lib/services/closed-orders-export';
import { apiRoute } from '@/lib/web/api';
import { csvColumns, csvForms } from '../csv-form';
import { readScope } from '../read-closed';

/** The period's closed orders as a file: the same rows in the same order as the page, all of them. */
export const GET = apiRoute('accounting:read', async ({ caller, request }) => {
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const profile = await getMerchant(caller.merchant);
  const { filter, days, timeZone } = await readScope(caller.merchant, parameters, {
    now: new Date(),
    timeZone: profile.timeZone,
  });
  const t = await getTranslations('accounting.csv');
  const { hasByteOrderMark, ...form } = csvForms[parameters.format === 'excel' ? 'excel' : 'plain'];
  const body = await streamClosedOrders(caller.merchant, {
    filter,
    form: { ...form, timeZone },
    hasByteOrderMark,
    head: csvColumns.map((column) => t(column, { zone: timeZone })),
    personId: caller.by.personId,
  });
  const name = `closed-orders_${days.first}_${days.last}_${timeZone.replaceAll('/', '-')}.csv`;
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
});
