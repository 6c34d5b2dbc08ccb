/** What a part of a path says. Next hands some of them over decoded: a lone percent sign then stands for itself. */
export function readSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
