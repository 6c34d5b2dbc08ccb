/** Something that this shop sells often, at its last price in minor units. */
export type FrequentItem = {
  readonly title: string;
  readonly unitPriceMinor: number;
  readonly pictureUrl: string | null;
};
