import 'server-only';

/**
 * A request's URL with a path that can be decoded and looked up. Escapes that mean nothing (`%E0%A4%A`), and the sign that
 * PostgreSQL has no place for (`%00`), are taken letter by letter: the path then names nothing, which every page and route
 * answers in its own way, where else the answer would be 500.
 */
export function readableUrl(url: string): string {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  return isReadable(path) ? url : path.replaceAll('%', '%25') + url.slice(path.length);
}

function isReadable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}
