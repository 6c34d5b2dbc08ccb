/** Title of an amount that has no name, by the language of the merchant's country: the buyer reads it. */
export const amountTitles = { es: 'Varios', pt: 'Diversos' } as const;
