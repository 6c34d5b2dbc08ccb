/** A name that somebody could give a store or till, and what is wrong with it; null is nothing. */
export type HostileName = {
  readonly text: string;
  readonly problem: 'required' | 'ill_formed_text' | 'too_long' | null;
};

const strange = [
  'Ñandú áéíóú ÄÖÜ ç ø ß ł Ž İ ı',
  'e\u0301 frente a \u00e9',
  'Z\u0363\u0310\u0334\u035da\u0324\u0362l\u0337\u0327g\u0345o',
  '🧉☕🥟 Café',
  '👨‍👩‍👧‍👦 👩🏽‍🍳 🏳️‍🌈 🇦🇷',
  'مقهى السوق رقم ٣',
  'קופה מספר 3',
  'Caja \u200fמימין\u200f 3',
  'Caja مقهى 3 «שלום» 🧉',
  '收银台三号店 レジ 계산대',
  'จุดชำระเงิน कैशियर',
  '<script>window.hacked=1</script>',
  '"><img src=x onerror=window.hacked=1>',
  '\'"><svg/onload=window.hacked=1>',
  '</title><b>x</b><!-- --> &amp; &#0;',
  'javascript:window.hacked=1',
  ']]><![CDATA[ <x>',
  '\\u003cscript\\u003e \\x00 \\n',
  "'; drop table pos; --",
  "Robert'); -- \\'; select pg_sleep(9)",
  '$$1 $& $` \\1 %s %n %00 %ff',
  '{count, plural, one {#} other {#}}',
  "{name} '{' '' <0>x</0> {{7*7}} #{7*7}",
  '../../etc/passwd ..\\..\\con',
  'nul CON aux.txt ~ . ..',
  '=1+1',
  '+cmd|calc',
  '@SUM(A1)',
  '-2+3',
  'null',
  'undefined',
  'NaN',
  '0',
  '-1',
  'true',
  '[]',
  '{}',
  '[object Object]',
  '__proto__',
  'constructor',
  'https://example.com/?a=b&c=d#e',
  'W'.repeat(44),
  'i'.repeat(44),
  'Ñ'.repeat(44),
  '█'.repeat(44),
  '字'.repeat(44),
  '🧉'.repeat(22),
  'a\u200bb\u200cc\u200dd\u2060e',
  'so\u00adft hy\u00adphen',
  'no\u00a0break\u202fspace',
  '  spaces around  ',
  'many          spaces',
  '\ufeffmark of order',
  'tag \u{e0041}\u{e0042}',
  'private \ue000 \u{f0000}',
  'not a letter \uffff \ufdd0',
  '²³ ½ ㎡ ﬁ ﷽ 𝕮𝖆𝖏𝖆',
  'Ａ　ｗｉｄｅ',
  '\u0130stanbul \u1e9e',
];
const controls = [...Array(32).keys(), ...Array.from({ length: 33 }, (_, place) => 0x7f + place)];
const turning = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x2028, 0x2029];
const unseen = [0x200b, 0x200c, 0x200d, 0x2060, 0x00ad, 0x034f, 0x115f, 0x3164, 0xffa0, 0xfe0f, 0x180e, 0xe0041];

/** Five hundred of them, always the same. */
export const hostileNames: readonly HostileName[] = [
  ...strange.map((text) => ({ text, problem: null })),
  ...controls.flatMap((code) => around(code, ['Ca|ja', 'x<b>|</b>', '🧉 |3'], 'ill_formed_text')),
  ...Array.from({ length: 64 }, (_, place) => 0xd800 + place * 16).flatMap((code) =>
    around(code, ['Ca|ja', '|'], 'ill_formed_text'),
  ),
  ...turning.flatMap((code) => around(code, ['Ca|ja', 'x|y|z', '🧉|3'], 'ill_formed_text')),
  ...unseen.flatMap((code) => around(code, ['|', ' | ', '||||'], 'required')),
  ...['', ' ', '   ', '\t', '\n', '\r\n', '\u00a0', '\u3000', '\ufeff', ' \t\n '].map((text) => ({
    text,
    problem: 'required' as const,
  })),
  ...Array.from({ length: 50 }, (_, place) => ({
    text: (['x', 'ñ', '🧉', '<b>', 'שלום '][place % 5] ?? 'x').repeat(81 + place ** 2).trimEnd(),
    problem: 'too_long' as const,
  })),
];

/** A character at the places of `|`. */
function around(
  code: number,
  patterns: readonly string[],
  problem: NonNullable<HostileName['problem']>,
): HostileName[] {
  return patterns.map((pattern) => ({ text: pattern.replaceAll('|', String.fromCodePoint(code)), problem }));
}
