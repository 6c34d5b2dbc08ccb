/**
 * Whom the proxy in front of us speaks for: the last name in `X-Forwarded-For`, which is the one that it wrote. Those before
 * it came with the request, and anybody can make them up. Null when it says nothing.
 */
export function namedByProxy(forwardedFor: string | null | undefined): string | null {
  return forwardedFor?.split(',').at(-1)?.trim() || null;
}
