'use server';

import { redirect } from 'next/navigation';
import { signInWithPassword } from '@/lib/web/auth';
import { textIn } from '@/lib/web/form-text';
import { pathAfterSignIn } from './path-after-sign-in';

export type SignInState = {
  readonly error: 'wrong_credentials' | 'rate_limited' | 'invalid_input' | null;
  /** What was typed, so that a refused form does not lose it. The password is never sent back. */
  readonly email: string;
};

/** Signs in and goes on to where the visitor wanted to go; otherwise says what was wrong and keeps the e-mail. */
export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const email = textIn(form, 'email').trim();
  const result = await signInWithPassword({ email, password: textIn(form, 'password') });
  if (!result.ok) return { error: result.error, email };
  redirect(pathAfterSignIn(textIn(form, 'from')));
}
