/** Hours of the chart: those of the counter's day, wider when something was sold outside of it or the day is older. */
export function hoursToShow(sold: Iterable<number>, hourNow: number): number[] {
  const hours = [...sold, hourNow];
  const first = Math.min(8, ...hours);
  const last = Math.max(20, ...hours);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * Marks of an axis from 0 up to `max` or above: at most three steps of 1, 2 or 5 times a power of ten. In minor units,
 * like `max`; a step is never less than one whole unit.
 */
export function axisMarks(max: number, decimals: 0 | 2): number[] {
  const unit = 10 ** decimals;
  const units = Math.max(max / unit, 1);
  const power = 10 ** Math.max(0, Math.floor(Math.log10(units / 3)));
  const step = ([1, 2, 5, 10].find((factor) => Math.ceil(units / (factor * power)) <= 3) ?? 10) * power;
  const count = Math.ceil(units / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step * unit);
}
