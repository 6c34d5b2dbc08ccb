/** A till and, quieter, the store that it stands in: two stores may both have a "Caja 1". */
export function TillName({ till, store }: { till: string; store: string }) {
  return (
    <>
      {till} <span className="font-normal text-ink-3">{store}</span>
    </>
  );
}
