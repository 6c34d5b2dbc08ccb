/** Prints what a campaign came to, as one line of JSON. */
export function printCampaign(name: string, figures: Record<string, string | number>): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  process.stdout.write(`${JSON.stringify({ campaign: name, ...figures })}\n`);
}

/** Says how far a campaign is: over the last line on a terminal, and now and then elsewhere. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (Date.now() - lastSaidAt > 15_000) {
    lastSaidAt = Date.now();
    process.stderr.write(`${text}\n`);
  }
}

let lastSaidAt = 0;
