import { describe, expect, test } from 'vitest';
import { fillTemplate, problemOfTemplate } from '@/lib/domain/reference-template';

describe('a template of references', () => {
  test.each([
    ['{pos}-{date}-{number}', false, null],
    ['{store}-{pos}-{date}-{number}', false, null],
    ['S2-C03-{date}-{number}', true, null],
    ['S2-C03-{date}-{number}', false, 'needs_pos'],
    ['{pos}-{number}', false, 'needs_date'],
    ['{pos}-{date}', false, 'needs_number'],
    ['{pos}-{date}-{number}-{nobody}', false, 'not_a_reference'],
    ['{pos} {date} {number}', false, 'not_a_reference'],
    ['{pos}-{date}-{number', false, 'not_a_reference'],
    ['ñ{pos}-{date}-{number}', false, 'not_a_reference'],
    ['', true, 'not_a_reference'],
    [`{pos}{date}{number}${'x'.repeat(60)}`, false, 'too_long'],
  ])('%s, of one till: %s, is judged %s', (template, isOfOneTill, problem) => {
    expect(problemOfTemplate(template, { isOfOneTill })).toBe(problem);
  });

  const sale = { externalStoreId: 'S2', externalPosId: 'C03', day: '20261121', number: 42 };

  test('names store, till, day and number', () => {
    expect(fillTemplate('{store}-{pos}-{date}-{number}', sale)).toBe('S2-C03-20261121-0042');
    expect(fillTemplate('{pos}-{date}-{number}', { ...sale, number: 12_345 })).toBe('C03-20261121-12345');
  });

  test('leaves out what a reference cannot have, and gives up on what is too long', () => {
    expect(fillTemplate('{store}_{pos}_{date}_{number}', { ...sale, externalStoreId: 'S 2/ñ' })).toBe(
      'S2_C03_20261121_0042',
    );
    expect(fillTemplate('{store}_{date}_{number}', { ...sale, externalStoreId: null })).toBe('_20261121_0042');
    expect(fillTemplate('{store}-{pos}-{date}-{number}', { ...sale, externalStoreId: 'S'.repeat(60) })).toBeNull();
  });
});
