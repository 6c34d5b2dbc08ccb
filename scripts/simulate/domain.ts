import { playWorlds, regressionOf } from '../../tests/simulation/worlds-of-the-domain';
import type { Options } from './command';
import { printCampaign, progress } from './report';

const BATCH = 5_000;

/** S1: worlds of the domain in virtual time, in batches of a seed each. */
export async function simulateDomain(options: Options): Promise<boolean> {
  const total = Number(options.worlds ?? 200_000);
  const firstSeed = Number(options.seed ?? Date.now() % 2 ** 31);
  const begun = performance.now();
  const ends = new Map<string, number>();
  let worlds = 0;
  for (let batch = 0; worlds < total; batch++) {
    const size = Math.min(BATCH, total - worlds);
    const seed = firstSeed + batch;
    const { failure, tally } = playWorlds({ worlds: size, seed, path: options.path, replayPath: options.replay });
    if (failure !== null) {
      const { path, replayPath } = regressionOf(failure);
      process.stdout.write(
        `\n${failure}\n\nAgain: npm run simulate -- s1 --seed ${seed} --path ${path} --replay ${replayPath}\n`,
      );
      printCampaign('s1', { worlds: worlds + size, seed, failures: 1 });
      return false;
    }
    for (const [what, count] of tally) ends.set(what, (ends.get(what) ?? 0) + count);
    worlds += size;
    progress(`s1: ${worlds} of ${total} worlds`);
  }
  const seconds = (performance.now() - begun) / 1000;
  const of = (what: string) => ends.get(what) ?? 0;
  printCampaign('s1', {
    worlds,
    seed: firstSeed,
    failures: 0,
    seconds: Math.round(seconds),
    worlds_per_second: Math.round(worlds / seconds),
    orders: of('draft') + of('opened') + of('closed') + of('canceled') + of('expired') + of('failed'),
    closed: of('closed'),
    paid_late: of('paid_late'),
    paid_over: of('paid_over'),
    needs_review: of('needs_review'),
  });
  return true;
}
