/**
 * Proof that the caller may act for one merchant. Every function that touches a merchant's data takes it first;
 * it is minted in three places only (the session, an API key, the system's own jobs), which a test enforces.
 */
export type Merchant = { readonly id: string; readonly [merchantBrand]: true };

/** Proof that the caller is one of the system's own jobs, which work for every merchant. */
export type System = { readonly [systemBrand]: true };

declare const merchantBrand: unique symbol;
declare const systemBrand: unique symbol;

/** Mints the proof; call it only after the right to act for this merchant was established. */
export function actAsMerchant(merchantId: string): Merchant {
  return { id: merchantId } as Merchant;
}

/** Mints the proof for a job of the system itself. */
export function actAsSystem(): System {
  return {} as System;
}
