import { runCampaign } from './simulate/campaign';
import { type CampaignName, type Options, readCommand, usage } from './simulate/command';
import { simulateDomain } from './simulate/domain';
import { plantBugs } from './simulate/mutate';

/*
 * Campaigns that are too long for `npm test`, which plays a sample of each. Every one prints how it goes, one JSON line at
 * its end, and, for what it broke, the command that plays it again.
 */

const runs: Readonly<Record<CampaignName, (options: Options) => Promise<boolean>>> = {
  s1: simulateDomain,
  s2: (options) => runCampaign('services', options, { name: 's2', hasSeed: true }),
  s3: (options) => runCampaign('processes', options, { name: 's3', hasSeed: true }),
  outage: (options) => runCampaign('outage', options),
  ingest_flood: (options) => runCampaign('ingest-flood', options, { name: 'ingest_flood' }),
  screen: (options) => runCampaign('screen', options),
  sweep: (options) => runCampaign('sweep', options),
  mutate: plantBugs,
};

const command = readCommand(process.argv.slice(2));
if (command.kind === 'help') {
  process.stdout.write(`${usage()}\n`);
  process.exit(0);
}
if (command.kind === 'wrong') {
  process.stderr.write(`${command.message}\n`);
  process.exit(1);
}
let isRight = true;
for (const name of command.names) isRight = (await runs[name](command.options)) && isRight;
process.exit(isRight ? 0 : 1);
