/**
 * Who goes through a flow: every language once, every width once. That is enough for a flow, because nothing in it hangs on
 * both together; `every-page.spec.ts` looks at each page in more of their combinations.
 */
export const readers = [
  { language: 'es', width: 1440, screen: { viewport: { width: 1440, height: 900 } } },
  { language: 'pt', width: 360, screen: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } },
  { language: 'en', width: 768, screen: { viewport: { width: 768, height: 1024 } } },
] as const;
