'use client';

import { useEffect } from 'react';
import { rememberedTillCookie } from '@/lib/web/remembered-till-cookie';

const YEAR_SECONDS = 365 * 86_400;

/** Remembers in this browser which till it is, so that the next one opens with one tap. */
export function useRememberedTill(externalPosId: string): void {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain http in a shop's network
    document.cookie = `${rememberedTillCookie}=${encodeURIComponent(externalPosId)}; path=/till; max-age=${YEAR_SECONDS}; samesite=lax`;
  }, [externalPosId]);
}
