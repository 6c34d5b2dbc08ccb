import { NextResponse } from 'next/server';
import { beginOAuth } from '@/lib/services/oauth';
import { apiRoute } from '@/lib/web/api';
import { oauthCookie } from '@/lib/web/oauth-trip';

/** Sends an owner's browser to Mercado Pago to let our application act for the account. */
export const GET = apiRoute('settings:write', async ({ caller }) => {
  const { url, sealedTrip } = await beginOAuth(caller.merchant);
  const response = NextResponse.redirect(url, 303);
  response.cookies.set({ ...oauthCookie(), value: sealedTrip });
  return response;
});
