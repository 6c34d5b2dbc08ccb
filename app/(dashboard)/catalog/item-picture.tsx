import { Icon } from '@/app/_ui/icon';
import { tagIcon } from '@/app/_ui/icons';

/** The picture of an item, small; a sign in its place where there is none. Decoration: the name stands beside it. */
export function ItemPicture({ url }: { url: string | null }) {
  return (
    <span className="grid size-8 shrink-0 place-items-center overflow-hidden rounded-sm bg-sunken text-ink-3 inset-ring inset-ring-line">
      {url ? (
        // biome-ignore lint/performance/noImgElement: the merchant's own address, and nothing is to be optimised here
        <img src={url} alt="" loading="lazy" referrerPolicy="no-referrer" className="size-full object-cover" />
      ) : (
        <Icon shape={tagIcon} size={15} />
      )}
    </span>
  );
}
