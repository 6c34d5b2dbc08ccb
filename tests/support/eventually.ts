const usualMs = 10_000;
const pauseMs = 15;

/**
 * Tries a claim again and again until it holds, and gives its value. Once the time is over it fails the way the claim
 * last failed. The deadline is measured with a clock that no test moves.
 */
export async function eventually<Value>(
  claim: () => Value | Promise<Value>,
  { withinMs = usualMs }: { withinMs?: number } = {},
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
