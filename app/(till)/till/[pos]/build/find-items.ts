import type { TillItem } from '../till-item';

/** Items whose name, category or SKU has every word of a text, accents and case aside; in their order. */
export function findItems(
  items: readonly TillItem[],
  { text, category }: { text: string; category: string | null },
): readonly TillItem[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (category !== null && item.category !== category) return false;
    const said = plain(`${item.title} ${item.category ?? ''} ${item.skuNumber ?? ''}`);
    return words.every((word) => said.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
