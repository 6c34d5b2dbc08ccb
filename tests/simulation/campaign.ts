import { writeFileSync } from 'node:fs';

/** An option of the campaign, as `npm run simulate -- NAME --OPTION` gave it. */
export function campaignOption(name: string, usual: number): number {
  const given = campaignWords(name);
  return given ? Number(given) : usual;
}

/** The same for words; empty when it was not given. */
export function campaignWords(name: string): string {
  return process.env[`CAMPAIGN_${name.toUpperCase()}`] ?? '';
}

/** Hands the figures of a campaign to whoever started it; a later call replaces an earlier one. */
export function reportFigures(figures: Record<string, string | number>): void {
  const file = process.env.CAMPAIGN_FIGURES;
  if (file) writeFileSync(file, JSON.stringify(figures));
}

/** The value below which this share of them is. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
