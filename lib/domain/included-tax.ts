/** Percents of IVA that Colombia knows: exempt, reduced and general. Source: Estatuto Tributario, arts. 468 and 468-1, read 2026-11-21. */
export const taxRates = [0, 5, 19] as const;

/** IVA inside an amount that includes it: 19 % in 19,040 is 3,040. Halves go up. */
export function includedTaxMinor(totalMinor: number, ratePercent: number): number {
  const whole = 100 + ratePercent;
  return Math.floor((2 * totalMinor * ratePercent + whole) / (2 * whole));
}

/** IVA of a whole sale: of each line what is left of it after its share of the discount. Lines of one rate count as one. */
export function taxOfSale(
  lines: readonly { readonly totalMinor: number; readonly taxRate: number }[],
  discountMinor: number,
): number {
  const sumByRate = new Map<number, number>();
  for (const { totalMinor, taxRate } of lines) sumByRate.set(taxRate, (sumByRate.get(taxRate) ?? 0) + totalMinor);
  const sum = [...sumByRate.values()].reduce((total, part) => total + part, 0);
  if (sum === 0) return 0;
  let tax = 0;
  for (const [rate, part] of sumByRate) {
    const share = Number((BigInt(part) * BigInt(discountMinor) * 2n + BigInt(sum)) / (2n * BigInt(sum)));
    tax += includedTaxMinor(part - share, rate);
  }
  return tax;
}
