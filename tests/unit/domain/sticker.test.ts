import { describe, expect, test } from 'vitest';
import { judgeScan, type KnownSticker, nextStickerVersion, stickerCode } from '@/lib/domain/sticker';

const content = { qrData: 'the code', posName: 'Caja 1', storeName: 'Centro' };
const foreign = '00020101021143110007test.qr5802AR5911KIOSCO LUNA6007ROSARIO6304';

describe('the version that a sticker is printed in', () => {
  test('begins at one', () => {
    expect(nextStickerVersion(null, content)).toBe(1);
  });

  test('stays while the newest sticker says the truth', () => {
    expect(nextStickerVersion({ ...content, version: 3, isVoided: false }, content)).toBe(3);
  });

  test('is the next one after the code, a name or the store changed, or the newest was voided', () => {
    const newest = { ...content, version: 3, isVoided: false };
    expect(nextStickerVersion(newest, { ...content, qrData: 'another code' })).toBe(4);
    expect(nextStickerVersion(newest, { ...content, posName: 'Barra' })).toBe(4);
    expect(nextStickerVersion(newest, { ...content, storeName: 'Sur' })).toBe(4);
    expect(nextStickerVersion({ ...newest, isVoided: true }, content)).toBe(4);
  });
});

describe('what people call a sticker', () => {
  test('is short for the ids that we propose, and the id itself for any other', () => {
    const code = (externalPosId: string | null) => stickerCode({ externalPosId, mercadopagoPosId: '77' }, 4);
    expect(code('S002P03')).toBe('S2-C03-v4');
    expect(code('S120P11')).toBe('S120-C11-v4');
    expect(code('S2P3')).toBe('S2P3-v4');
    expect(code('CAJA1')).toBe('CAJA1-v4');
    expect(code(null)).toBe('MP-77-v4');
  });

  test('tells any two ids apart', () => {
    const ids = ['S002P03', 'S02P03', 'S2P3', 'S002P3', 'S020P30', 'S200P03', 'S2C03'];
    expect(new Set(ids.map((externalPosId) => stickerCode({ externalPosId, mercadopagoPosId: null }, 1))).size).toBe(
      ids.length,
    );
  });
});

describe('a scanned sticker', () => {
  const now = { ...content, isActive: true };
  const known = (changes: Partial<KnownSticker> = {}): KnownSticker => ({
    sticker: { ...content, version: 2, isVoided: false },
    newestVersion: 2,
    now,
    ...changes,
  });

  test('is current when it says what its till is now, also where only Mercado Pago printed it', () => {
    expect(judgeScan('the code', known(), now)).toBe('current');
    expect(judgeScan('the code', null, now)).toBe('current');
  });

  test('is not current once its till has another name, another code, or none', () => {
    const renamed = known({ now: { ...now, posName: 'Barra' } });
    expect(judgeScan('the code', renamed, renamed.now)).toBe('names_changed');
    const moved = known({ now: { ...now, qrData: 'another code' } });
    expect(judgeScan('the code', moved, null)).toBe('outdated');
    expect(judgeScan('the code', known({ now: { ...now, isActive: false } }), null)).toBe('till_closed');
    expect(judgeScan('the code', null, { ...now, isActive: false })).toBe('till_closed');
  });

  test('is void once somebody said so', () => {
    expect(judgeScan('the code', known({ sticker: { ...content, version: 2, isVoided: true } }), now)).toBe('voided');
  });

  test('that pays to somebody else is told from one that pays to nobody', () => {
    expect(judgeScan(`${foreign}${crcOf(foreign)}`, null, null)).toBe('not_ours');
    expect(judgeScan('https://example.org', null, null)).toBe('not_a_payment_code');
  });
});

/** CRC-16/CCITT-FALSE, written another way than the code under test. */
function crcOf(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    let x = ((crc >> 8) ^ byte) & 0xff;
    x ^= x >> 4;
    crc = ((crc << 8) ^ (x << 12) ^ (x << 5) ^ x) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
