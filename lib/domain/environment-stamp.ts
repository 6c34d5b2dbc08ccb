/** The stamps are not translated: they are looked for by people and by tests on every page and paper. */
export const environmentStamps = { simulator: 'SIMULATOR', test: 'TEST ACCOUNT' } as const;
