import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showBody } from '@/app/(dashboard)/notifications/[notificationId]/show-body';
import { notificationsHref, parseNotificationQuery } from '@/app/(dashboard)/notifications/notification-query';

describe('a body', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'none', ''],
    ['text', Buffer.from('{"á":"漢"}'), 'text', '{"á":"漢"}'],
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0x41]), 'hex', 'ff 00 41'],
    ['text with a sign that no text has', Buffer.from('a\u0000b'), 'hex', '61 00 62'],
  ] as const)('of %s is shown as it is', (_name, bytes, form, text) => {
    expect(showBody(bytes)).toEqual({ form, text, shownBytes: bytes.length, totalBytes: bytes.length });
  });

  test('that is text is shown to the letter, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const shown = showBody(Buffer.from(text));
        if (shown.form === 'text') expect(shown.text).toBe(text);
        else expect(Buffer.from(shown.text.replace(/\s/g, ''), 'hex').equals(Buffer.from(text))).toBe(true);
      }),
    );
  });

  test('that is long is cut, between signs, and says so', () => {
    const shown = showBody(Buffer.from('漢'.repeat(6_000)));
    expect(shown).toMatchObject({ form: 'text', shownBytes: 16_384, totalBytes: 18_000 });
    expect(shown.text).toBe('漢'.repeat(5_461));
    expect(showBody(Buffer.alloc(64 * 1024, 0xff)).shownBytes).toBe(2_048);
  });
});

test('an address of the list that cannot be understood asks for everything', () => {
  const { query, place } = parseNotificationQuery({
    q: "' or 1=1",
    topic: 'x',
    outcome: ['?'],
    signature: '',
    from: '2026-02-30',
    older: '-1',
    newer: '1e9',
  });
  expect(notificationsHref(query, place)).toBe('/notifications');
  expect(parseNotificationQuery({ from: '2026-02-02', to: '2026-02-01' }).query).toMatchObject({
    from: null,
    to: null,
  });
});
