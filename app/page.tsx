import { redirect } from 'next/navigation';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';

/** The desk begins with today; for whoever may not see sales, with the tills. */
export default async function Home() {
  const { role } = await requireSession();
  redirect(may(role, 'orders:read') ? '/overview' : '/pos');
}
