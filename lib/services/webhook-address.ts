import 'server-only';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { FieldErrorCode } from '@/lib/errors';
import { isPublicAddress, isWithin } from './network-address';

/** Where webhooks may go besides the public internet, and who is asked for names; without servers, the system's. */
export type Reach = { readonly allowed: string; readonly dnsServers?: readonly string[] };

/** What may be connected to: every address was looked at. */
export type Target = { readonly url: URL; readonly addresses: readonly Address[] };
type Address = { readonly address: string; readonly family: 4 | 6 };

const MAX_URL_LENGTH = 2_000;
/** Ports of other services that listen above 1023; browsers refuse them too. Source: fetch.spec.whatwg.org, bad port, read 2026-11-21. */
const portsOfOthers = [
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];
const usualPorts = ['', '80', '443'];

/** The address that somebody typed, or what is wrong with it. Names are not asked for here: they may change any time. */
export function readWebhookUrl(text: string, reach: Reach): URL | FieldErrorCode {
  const typed = text.trim();
  if (typed === '') return 'required';
  if (typed.length > MAX_URL_LENGTH) return 'too_long';
  // Parsers disagree on these, and one of the two is the one that connects.
  if (/[\s\\\p{Cc}]/u.test(typed)) return 'not_a_url';
  const url = parse(typed);
  if (!url || url.username || url.password || url.hostname === '') return 'not_a_url';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'not_https';
  const host = hostOf(url);
  const isAllowed = isWithin(reach.allowed, host);
  // A name may lead into an allowed network: what it leads to is looked at before every connection.
  if (url.protocol === 'http:' && !isAllowed && (isIP(host) !== 0 || reach.allowed === '')) return 'not_https';
  if (isIP(host) !== 0 && !isAllowed && !isPublicAddress(host)) return 'not_public';
  if (isOwnName(host) || !isPortFine(url.port)) return 'not_public';
  url.hash = '';
  return url;
}

/**
 * Finds out where an address leads, by asking for its name ourselves, and answers only if all of it may be connected to.
 * Whoever connects uses these addresses and asks nobody again.
 */
export async function findTarget(
  text: string,
  reach: Reach,
  timeoutMs: number,
): Promise<Target | 'address_refused' | 'unknown_host'> {
  const url = readWebhookUrl(text, reach);
  if (!(url instanceof URL)) return 'address_refused';
  const host = hostOf(url);
  const family = familyOf(host);
  const addresses = family ? [{ address: host, family }] : await askFor(host, reach, timeoutMs);
  if (addresses.length === 0) return 'unknown_host';
  const mayConnect = ({ address }: Address) =>
    isWithin(reach.allowed, address) || (url.protocol === 'https:' && isPublicAddress(address));
  return addresses.every(mayConnect) ? { url, addresses } : 'address_refused';
}

/** Not by the system's `getaddrinfo`: it takes one of few threads that everything else here waits for too. */
async function askFor(host: string, { dnsServers }: Reach, timeoutMs: number): Promise<Address[]> {
  const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 4), tries: 2 });
  if (dnsServers) resolver.setServers(dnsServers);
  const timer = setTimeout(() => resolver.cancel(), timeoutMs);
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  clearTimeout(timer);
  return [
    ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 as const })) : []),
    ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 as const })) : []),
  ];
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function familyOf(host: string): 4 | 6 | null {
  const family = isIP(host);
  return family === 4 || family === 6 ? family : null;
}

/** Names that mean this machine or its neighbours wherever they are asked for. */
function isOwnName(host: string): boolean {
  return /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/i.test(host);
}

function isPortFine(port: string): boolean {
  return usualPorts.includes(port) || (Number(port) > 1023 && !portsOfOthers.includes(Number(port)));
}
