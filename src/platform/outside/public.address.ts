import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All of IPv6 that is given out so far; what lies outside is reserved, or stands for something else. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * True for an address of the public network: not of this machine, a private one, a link, a carrier, a group, nor one that
 * is reserved, and none that stands for one of those (IPv4 within IPv6, tunnels, translation).
 */
export function isPublicAddress(text: string): boolean {
  const address = read(text);
  if (!address || address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_IPV6);
}

export function isLoopbackAddress(text: string): boolean {
  return read(text)?.range() === 'loopback';
}

/** IPv4 written as IPv6 is what it stands for. */
function read(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return isIP(text) === 0 ? null : ipaddr.process(text);
}
