/** How much is compared: orders of the period, and others beside it so that finding those of the period costs something. */
export const ROWS = 288_000;
export const OTHERS = 212_000;
export const [from, to] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z')] as const;
