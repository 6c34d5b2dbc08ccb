'use client';

import { useForgetTills } from '@/lib/web/use-forget-tills';

/** After somebody signed out: what their till kept in this browser is nobody else's business. */
export function ForgetTills() {
  useForgetTills();
  return null;
}
