/**
 * Whether a key of a notification URL is shaped like the installation's, which PostgreSQL makes. A merchant's may be as
 * well by chance, so the shape only says that the body is worth opening; the row decides.
 */
export function isShapedLikeInstallationKey(key: string): boolean {
  return key.startsWith('app-');
}
