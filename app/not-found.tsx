import { NothingHere } from './_ui/nothing-here';

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center bg-surface">
      <NothingHere />
    </main>
  );
}
