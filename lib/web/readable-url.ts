import 'server-only';

/**
 * A request's URL with a path that can be decoded. Escapes that mean nothing (`%E0%A4%A`) are taken letter by letter: the
 * path then names nothing, which every page and route answers in its own way, where Next would answer 500.
 */
export function readableUrl(url: string): string {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length);
  }
}
