import 'server-only';
import { BlockList, isIP } from 'node:net';

/*
 * Which addresses belong to the public internet. IPv4: everything but what IANA keeps for special purposes. IPv6: only what
 * it gives out as global unicast, and of that nothing that carries an IPv4 address to be reached through a tunnel.
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, read 2026-11-21.
 */

const specialIPv4 = networks([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Azure answers there to its own machines, with what they may know alone.
  '168.63.129.16/32',
]);
const globalIPv6 = networks(['2000::/3']);
const specialIPv6 = networks(['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']);
/** An interface identifier that carries an IPv4 address (ISATAP, RFC 5214). */
const tunnelled = /(?:^|:)(?:0|200)?:?5efe:[0-9a-f:.]+$/i;

/** True for an address, in any of its spellings, that is somewhere on the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !specialIPv4.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return globalIPv6.check(address, 'ipv6') && !specialIPv6.check(address, 'ipv6') && !tunnelled.test(address);
}

/** True for an address within a comma-separated list of addresses and networks. */
export function isWithin(list: string, address: string): boolean {
  if (list === '' || isIP(address) === 0) return false;
  return networks(list.split(',')).check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

function networks(list: readonly string[]): BlockList {
  const found = new BlockList();
  for (const one of list) {
    const [address = '', bits] = one.trim().split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    found.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return found;
}
