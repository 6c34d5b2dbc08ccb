'use server';

import { redirect } from 'next/navigation';
import { signOut as endSession } from '@/lib/web/auth';

/** Ends this browser's session and shows the sign-in page. */
export async function signOut(): Promise<void> {
  await endSession({ redirect: false });
  redirect('/login?left=1');
}
