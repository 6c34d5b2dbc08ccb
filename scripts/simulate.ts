import { runCampaign } from './simulate/campaign';
import { simulateDomain } from './simulate/domain';
import { plantBugs } from './simulate/mutate';

/*
 * Campaigns that are too long for `npm test`, which plays a sample of each. Every one prints how it goes, one JSON line at
 * its end, and, for what it broke, the command that plays it again.
 */

const campaigns: Readonly<Record<string, (options: Options) => Promise<boolean>>> = {
  s1: simulateDomain,
  s2: (options) => runCampaign('services', options, { name: 's2', hasSeed: true }),
  s3: (options) => runCampaign('processes', options, { name: 's3', hasSeed: true }),
  outage: (options) => runCampaign('outage', options),
  ingest_flood: (options) => runCampaign('ingest-flood', options, { name: 'ingest_flood' }),
  screen: (options) => runCampaign('screen', options),
  sweep: (options) => runCampaign('sweep', options),
  mutate: plantBugs,
};

/** `--worlds 1000 --seed 7`, as far as a campaign knows them. */
export type Options = Readonly<Record<string, string>>;

const [wanted, ...rest] = process.argv.slice(2);
const names = wanted === undefined || wanted.startsWith('--') ? Object.keys(campaigns) : [wanted];
const options = readOptions(names.length === 1 && wanted === names[0] ? rest : process.argv.slice(2));
let isRight = true;
for (const name of names) {
  const campaign = campaigns[name];
  if (!campaign) {
    process.stderr.write(`there is no campaign ${name}: one of ${Object.keys(campaigns).join(', ')}\n`);
    process.exit(1);
  }
  isRight = (await campaign(options)) && isRight;
}
process.exit(isRight ? 0 : 1);

function readOptions(words: readonly string[]): Options {
  const read: Record<string, string> = {};
  for (let place = 0; place < words.length; place += 2)
    read[(words[place] ?? '').replace(/^--/, '')] = words[place + 1] ?? '';
  return read;
}
