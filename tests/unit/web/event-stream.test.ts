import { expect, test } from 'vitest';
import { eventStream } from '@/lib/web/event-stream';

test('a reader who left while the stream was being opened leaves nothing open', async () => {
  const leaving = new AbortController();
  const closed = new Promise<void>((resolve) => {
    void eventStream(leaving.signal, async ({ write }) => {
      leaving.abort();
      write('data: nobody reads this\n\n');
      return resolve;
    });
  });
  await expect(closed).resolves.toBeUndefined();
});

test('what does not exist is no stream', async () => {
  await expect(eventStream(new AbortController().signal, async () => null)).resolves.toBeNull();
});
