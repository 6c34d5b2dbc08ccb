import { expect, test } from 'vitest';
import { campaigns, readCommand, usage } from '../../scripts/simulate/command';

test('without words every campaign is run, and with a name that one', () => {
  expect(readCommand([])).toEqual({ kind: 'run', names: Object.keys(campaigns), options: {} });
  expect(readCommand(['s1', '--worlds', '1000', '--path', '12:0'])).toEqual({
    kind: 'run',
    names: ['s1'],
    options: { worlds: '1000', path: '12:0' },
  });
});

test.each([[['--help']], [['-h']], [['s1', '--help']]])('asking for help with %j runs nothing', (words) => {
  expect(readCommand(words)).toEqual({ kind: 'help' });
});

test('the help names every campaign with each of its options', () => {
  for (const [name, { numbers }] of Object.entries(campaigns))
    expect(usage()).toMatch(new RegExp(`^  ${name} .*${numbers.map((option) => `--${option}`).join(' ')}`, 'm'));
});

test.each([
  [['s9'], 'there is no campaign s9'],
  [['--worlds', '10'], 'there is no campaign --worlds'],
  [['constructor'], 'there is no campaign constructor'],
  [['s1', '--world', '10'], 'does not know --world'],
  [['s1', 'worlds', '10'], 'does not know worlds'],
  [['s1', '--kills', '10'], 'does not know --kills'],
  [['s1', '--worlds'], '--worlds needs a value'],
  [['s1', '--worlds', 'ten'], '--worlds is a whole number, not ten'],
  [['mutate', '--worlds', '10'], 'does not know --worlds'],
])('%j is refused, and runs nothing', (words, message) => {
  expect(readCommand(words)).toEqual({ kind: 'wrong', message: expect.stringContaining(message) });
});
