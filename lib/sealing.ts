import 'server-only';
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { env } from './env';

/** A secret sealed with AES-256-GCM. `lastFour` is all of it that may ever be shown again. */
export type Sealed = {
  readonly keyId: string;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly lastFour: string;
};

/**
 * Seals a secret for one place (`merchant/table/kind`): the place is authenticated, so a sealed secret that is copied to
 * another row does not open there.
 */
export function seal(secret: string, place: string): Sealed {
  const [key] = keys();
  if (!key) throw new Error('there is no key to seal with');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  cipher.setAAD(Buffer.from(place));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { keyId: key.id, nonce, ciphertext, lastFour: secret.slice(-4) };
}

/** Opens what `seal` closed. Throws when the key is not configured, or when the row was altered or moved. */
export function unseal(sealed: Pick<Sealed, 'keyId' | 'nonce' | 'ciphertext'>, place: string): string {
  const key = keys().find((candidate) => candidate.id === sealed.keyId);
  if (!key) throw new Error(`no ENCRYPTION_KEY opens what key ${sealed.keyId} sealed`);
  const ciphertext = Buffer.from(sealed.ciphertext);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.nonce);
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]).toString('utf8');
}

/** Id of the key that seals now; what another one sealed waits for `encryption rotate`. */
export function currentKeyId(): string {
  return keys()[0]?.id ?? '';
}

function keys(): { id: string; bytes: Uint8Array }[] {
  return env()
    .ENCRYPTION_KEY.split(',')
    .map((text) => {
      const bytes = new Uint8Array(hkdfSync('sha256', text.trim(), '', 'mostrador sealing', 32));
      return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
    });
}
