import { redirect } from 'next/navigation';

/** The desk begins with today. */
export default function Home() {
  redirect('/overview');
}
