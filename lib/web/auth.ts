import 'server-only';
import NextAuth, { CredentialsSignin } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { newId } from '@/db/new-id';
import {
  countSignInFailures,
  deleteSession,
  findPersonByEmail,
  forgetSignInFailures,
  insertSession,
  recordSignInFailure,
} from '@/db/people';
import { namedByProxy } from '@/lib/domain/forwarded-for';
import { actAsSystem } from '@/lib/domain/scope';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { verifyPassword } from '@/lib/passwords';
import { SESSION_SECONDS, sessionCookieName, usesHttps } from './session-token';

/*
 * Everything that knows next-auth. Credentials need its JWT sessions; the token carries only the id of a row, so that
 * deleting the row signs the browser out at once.
 */

/** What the sign-in page is told. */
export type SignInResult = { ok: true } | { ok: false; error: 'wrong_credentials' | 'rate_limited' | 'invalid_input' };

class RefusedSignIn extends CredentialsSignin {
  constructor(readonly reason: 'wrong_credentials' | 'rate_limited') {
    super();
    this.code = reason;
  }
}

const credentials = z.object({ email: z.email().max(254), password: z.string().min(1).max(200) });

const nextAuth = NextAuth(() => ({
  secret: env().AUTH_SECRET,
  trustHost: true,
  pages: { signIn: '/login' },
  session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
  cookies: {
    sessionToken: {
      name: sessionCookieName(),
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: usesHttps() },
    },
  },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      async authorize(raw, request) {
        const parsed = credentials.safeParse(raw);
        if (!parsed.success) throw new RefusedSignIn('wrong_credentials');
        // The front door writes the neighbour there, unless a proxy of ours has said who called.
        return authenticate(parsed.data, namedByProxy(request.headers.get('x-forwarded-for')) ?? 'unknown');
      },
    }),
  ],
  callbacks: {
    async jwt({ token, user }) {
      if (!user?.id) return token;
      const sid = newId();
      const expiresAt = new Date(Date.now() + SESSION_SECONDS * 1000);
      await insertSession(actAsSystem(), { id: sid, personId: user.id, expiresAt });
      return { sid };
    },
  },
  events: {
    async signOut(message) {
      if ('token' in message && typeof message.token?.sid === 'string')
        await deleteSession(actAsSystem(), message.token.sid);
    },
  },
  logger: {
    error(error) {
      if (!(error instanceof CredentialsSignin)) log.error({ error }, 'sign-in failed');
    },
    warn: () => undefined,
    debug: () => undefined,
  },
}));

/** Route handlers of next-auth. */
export const { handlers, signOut } = nextAuth;

/** Signs the browser of this request in. Every refusal takes as long and says as much as any other. */
export async function signInWithPassword(input: { email: string; password: string }): Promise<SignInResult> {
  if (!credentials.safeParse(input).success) return { ok: false, error: 'invalid_input' };
  try {
    await nextAuth.signIn('credentials', { ...input, redirect: false });
    return { ok: true };
  } catch (error) {
    if (error instanceof RefusedSignIn) return { ok: false, error: error.reason };
    if (error instanceof CredentialsSignin) return { ok: false, error: 'wrong_credentials' };
    throw error;
  }
}

async function authenticate(input: { email: string; password: string }, address: string) {
  const system = actAsSystem();
  const email = input.email.toLowerCase();
  const subjects = [`email ${email}`, `address ${address}`];
  if (await isLimited(subjects)) throw new RefusedSignIn('rate_limited');
  const person = await findPersonByEmail(system, email);
  const isRight = await verifyPassword(input.password, person && !person.isDisabled ? person.passwordHash : null);
  if (!person || !isRight) {
    await recordSignInFailure(system, subjects);
    throw new RefusedSignIn('wrong_credentials');
  }
  await forgetSignInFailures(system, `email ${email}`);
  return { id: person.id, email: person.email, name: person.name };
}

/** Ten wrong guesses in a quarter of an hour at one person, or twenty in a minute from one address, are enough. */
async function isLimited([email = '', address = '']: readonly string[]): Promise<boolean> {
  const now = Date.now();
  const [atPerson, fromAddress] = await Promise.all([
    countSignInFailures(actAsSystem(), email, new Date(now - 15 * 60_000)),
    countSignInFailures(actAsSystem(), address, new Date(now - 60_000)),
  ]);
  return atPerson >= 10 || fromAddress >= 20;
}
