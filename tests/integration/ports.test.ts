import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { choosePort, freePort } from '../../scripts/launcher/ports.mjs';

let taken: number;
let neighbour: net.Server;

beforeEach(async () => {
  taken = await freePort();
  neighbour = net.createServer();
});
afterEach(() => {
  vi.restoreAllMocks();
  neighbour.close();
});

async function takeIt(host: string): Promise<void> {
  await new Promise<void>((resolve) => neighbour.listen(taken, host, resolve));
}

describe('a usual port', () => {
  test.each(['127.0.0.1', '0.0.0.0', '::1'])(
    'that somebody has at %s gives way to the next one, said aloud',
    async (host) => {
      const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      await takeIt(host);
      const chosen = await choosePort({ name: 'PORT', asked: undefined, usual: taken, host: '127.0.0.1' });
      expect(chosen).toBeGreaterThan(taken);
      expect(said).toHaveBeenCalledWith(`Port ${taken} is taken: using ${chosen} (set PORT to choose another).\n`);
    },
  );

  test('passes over the ports that are meant for others', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const chosen = await choosePort({
      name: 'PORT',
      asked: undefined,
      usual: taken,
      host: '127.0.0.1',
      notThese: [taken],
    });
    expect(chosen).toBeGreaterThan(taken);
    expect(said).toHaveBeenCalledOnce();
  });
});

describe('a port that was asked for', () => {
  test('is the one, or an explanation', async () => {
    const wish = { name: 'PORT', asked: taken, usual: 3000, host: '127.0.0.1' };
    expect(await choosePort(wish)).toBe(taken);
    await takeIt('127.0.0.1');
    await expect(choosePort(wish)).rejects.toThrow(`PORT is ${taken}, which is taken`);
  });

  test('as 0 is any free one', async () => {
    expect(await choosePort({ name: 'PORT', asked: 0, usual: 3000, host: '127.0.0.1' })).toBeGreaterThan(1023);
  });
});
