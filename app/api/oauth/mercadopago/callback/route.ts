import { NextResponse } from 'next/server';
import { AppError } from '@/lib/errors';
import { publicAddress } from '@/lib/services/accounts';
import { finishOAuth } from '@/lib/services/oauth';
import { apiRoute } from '@/lib/web/api';
import { oauthCookie, readOAuthCookie } from '@/lib/web/oauth-trip';

/** An owner comes back from Mercado Pago, with a code or without. */
export const GET = apiRoute('settings:write', async ({ caller, request }) => {
  const { searchParams } = new URL(request.url);
  const outcome = await finishOAuth(caller.merchant, {
    code: searchParams.get('code') ?? '',
    state: searchParams.get('state') ?? '',
    sealedTrip: readOAuthCookie(request.headers.get('cookie')),
    personId: caller.by.personId,
  }).then(
    () => 'connected',
    (error: unknown) => {
      if (error instanceof AppError) return error.code;
      throw error;
    },
  );
  const response = NextResponse.redirect(`${publicAddress()}/settings/mercadopago?oauth=${outcome}`, 303);
  response.cookies.set({ ...oauthCookie(), value: '', maxAge: 0 });
  return response;
});
