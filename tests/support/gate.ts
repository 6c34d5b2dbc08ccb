import net from 'node:net';
import { expect } from 'vitest';
import { eventually } from './eventually';

/** A stretch of network that can be closed in one direction, so that a process can be killed at that very point. */
export type Gate = {
  readonly url: string;
  /** Keeps back what passes from now on: requests never arrive, or answers never come back. */
  readonly hold: (direction: 'requests' | 'answers' | 'nothing') => void;
  /** Waits until something that contains this text is being kept back, in either direction. */
  readonly holds: (text: string, options?: { withinMs: number }) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens a way to a server on this machine. What is kept back when its connection ends is lost. */
export async function openGate(targetUrl: string): Promise<Gate> {
  const target = new URL(targetUrl);
  const sockets = new Set<net.Socket>();
  let held = 'nothing';
  let kept: { text: string; pass: () => void }[] = [];

  function join(from: net.Socket, to: net.Socket, direction: 'requests' | 'answers'): void {
    sockets.add(from);
    from.on('data', (bytes) => {
      const pass = () => void (to.destroyed || to.write(bytes));
      if (held === direction) kept.push({ text: bytes.toString('latin1'), pass });
      else pass();
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }

  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    join(client, upstream, 'requests');
    join(upstream, client, 'answers');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    hold: (direction) => {
      held = direction;
      const waiting = kept;
      kept = [];
      for (const { pass } of waiting) pass();
    },
    holds: (text, options) =>
      eventually(() => expect(kept.map((piece) => piece.text).join('')).toContain(text), options),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
