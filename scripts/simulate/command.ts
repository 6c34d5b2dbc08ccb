/** What a campaign is about, and the options that it knows: whole numbers, or words that a failure printed. */
type Campaign = { readonly about: string; readonly numbers: readonly string[]; readonly words?: readonly string[] };

/** Every campaign, in the order in which all of them run. */
export const campaigns = {
  s1: { about: 'the rules, in virtual time', numbers: ['worlds', 'seed'], words: ['path', 'replay'] },
  s2: { about: 'the services on a database', numbers: ['worlds', 'seed'], words: ['path'] },
  s3: { about: 'processes, killed at labelled points', numbers: ['worlds', 'seed'] },
  outage: { about: 'a database, killed under load', numbers: ['kills'] },
  ingest_flood: { about: 'deliveries in masses while tills charge', numbers: ['rate', 'seconds'] },
  screen: { about: 'from the payment to the green screen', numbers: ['streams', 'sales'] },
  sweep: { about: 'closing without any notification', numbers: ['orders'] },
  mutate: { about: 'planted bugs, which the tests must catch', numbers: [], words: ['only'] },
} as const satisfies Readonly<Record<string, Campaign>>;

export type CampaignName = keyof typeof campaigns;

/** `--worlds 1000 --seed 7`, by name. */
export type Options = Readonly<Record<string, string>>;

export type Command =
  | { readonly kind: 'run'; readonly names: readonly CampaignName[]; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

/**
 * Reads the words of the command line. Nothing is guessed: campaigns run for hours, so a name or an option that is not
 * known is refused. Options belong to one campaign, and without one there are none.
 */
export function readCommand(words: readonly string[]): Command {
  if (words.includes('--help') || words.includes('-h')) return { kind: 'help' };
  const [name, ...rest] = words;
  if (name === undefined) return { kind: 'run', names: campaignNames, options: {} };
  if (!isCampaign(name))
    return { kind: 'wrong', message: `there is no campaign ${name}: one of ${campaignNames.join(', ')}` };
  const options = readOptions(campaigns[name], rest);
  return typeof options === 'string'
    ? { kind: 'wrong', message: `${name}: ${options}` }
    : { kind: 'run', names: [name], options };
}

/** What can be run, a line each. */
export function usage(): string {
  const lines = campaignNames.map((name) => {
    const options = optionsOf(campaigns[name]).map((option) => `--${option}`);
    return `  ${name.padEnd(13)} ${campaigns[name].about.padEnd(42)} ${options.join(' ')}`.trimEnd();
  });
  return [
    'usage: npm run simulate                            every campaign, which takes hours',
    '       npm run simulate -- CAMPAIGN [--option N …]',
    '',
    ...lines,
    '',
    'What each of them proves: docs/simulation.md',
  ].join('\n');
}

const campaignNames = Object.keys(campaigns).filter(isCampaign);

function isCampaign(name: string): name is CampaignName {
  return Object.hasOwn(campaigns, name);
}

function optionsOf({ numbers, words = [] }: Campaign): readonly string[] {
  return [...numbers, ...words];
}

/** The options, or a sentence about what is wrong with them. */
function readOptions(campaign: Campaign, words: readonly string[]): Options | string {
  const known = optionsOf(campaign);
  const read: Record<string, string> = {};
  for (let place = 0; place < words.length; place += 2) {
    const word = words[place] ?? '';
    const option = word.replace(/^--/, '');
    if (!word.startsWith('--') || !known.includes(option))
      return `does not know ${word}: ${known.length > 0 ? known.map((name) => `--${name}`).join(', ') : 'it takes no options'}`;
    const value = words[place + 1];
    if (value === undefined || value === '') return `${word} needs a value`;
    if (campaign.numbers.includes(option) && !/^\d{1,10}$/.test(value))
      return `${word} is a whole number, not ${value}`;
    read[option] = value;
  }
  return read;
}
