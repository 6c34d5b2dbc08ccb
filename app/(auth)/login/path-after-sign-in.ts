/** Where to go after signing in: the page that was asked for, as long as it is a path of this very site; else home. */
export function pathAfterSignIn(wanted: string): string {
  const isOwnPath = /^\/(?![/\\])[^\\\s]*$/.test(wanted) && !wanted.startsWith('/login');
  return isOwnPath ? wanted : '/';
}
