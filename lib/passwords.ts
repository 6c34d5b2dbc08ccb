import 'server-only';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const PARAMETERS = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Hash of a password with its own salt and parameters, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  return `scrypt$${PARAMETERS.N}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/**
 * Whether a password belongs to a hash. Without a hash it does the same work and answers false, so that the time tells
 * nobody which e-mails exist.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, , salt = '', expected = ''] = (stored ?? NOBODY).split('$');
  const hash = await derive(password, Buffer.from(salt, 'base64url'));
  const wanted = Buffer.from(expected, 'base64url');
  const matches = hash.length === wanted.length && timingSafeEqual(hash, wanted);
  return matches && stored !== null;
}

const NOBODY = `scrypt$${PARAMETERS.N}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`;

function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Two ways of typing one accented letter must not be two passwords.
    scrypt(password.normalize('NFKC'), salt, 32, PARAMETERS, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
