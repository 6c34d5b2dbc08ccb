import { NothingHere } from '@/app/_ui/nothing-here';

/** An address inside the desk that leads nowhere, or to another business. */
export default function NotFound() {
  return <NothingHere />;
}
