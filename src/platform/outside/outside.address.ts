import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public.address.ts';

/** Why nothing goes to an address that somebody named, as far as that shows before its host is looked up. */
export type AddressProblem = 'NO_ADDRESS' | 'NOT_HTTPS' | 'CREDENTIALS' | 'PORT' | 'HOST' | 'PRIVATE';

export interface OutsideRules {
  /** Names, each with all below it; null for every public host. */
  readonly hosts: readonly string[] | null;
  /** Whether the machine itself may be meant; only there, and only then, by plain http. */
  readonly loopback: boolean;
}

const LONGEST = 2_000;

export function rulesOf(settings: {
  readonly OUTSIDE_HOSTS?: string | undefined;
  readonly OUTSIDE_LOOPBACK: boolean;
}): OutsideRules {
  const hosts = settings.OUTSIDE_HOSTS?.split(',').map((host) => host.trim().toLowerCase());
  return { hosts: hosts ?? null, loopback: settings.OUTSIDE_LOOPBACK };
}

/**
 * An address as people copy it, if it may be asked as far as that shows; or what is wrong with it. `webcal:` is how calendars
 * call `https:`; what stands behind a # is a browser's own.
 */
export function readOutsideAddress(text: string, rules: OutsideRules): URL | AddressProblem {
  const address = text.trim().replace(/^webcals?:/i, 'https:');
  const url = address.length <= LONGEST && !/\s/.test(address) ? URL.parse(address) : null;
  if (!url || url.hostname === '') return 'NO_ADDRESS';
  url.hash = '';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && rules.loopback)) return 'NOT_HTTPS';
  if (url.username !== '' || url.password !== '') return 'CREDENTIALS';
  // Below 1024 are the services of machines, and none of them is meant to be asked by the web.
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (port < 1_024 && port !== 443 && port !== 80) return 'PORT';
  return problemOfHost(hostOf(url), rules) ?? url;
}

/** As a resolver takes it: an IPv6 address without its brackets. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function problemOfHost(host: string, { hosts, loopback }: OutsideRules): 'HOST' | 'PRIVATE' | null {
  const isAddress = isIP(host) !== 0;
  if (loopback && (host === 'localhost' || (isAddress && isLoopbackAddress(host)))) return null;
  if (isAddress && !isPublicAddress(host)) return 'PRIVATE';
  // A name without a dot is one of the own network.
  if (!isAddress && !host.includes('.')) return 'HOST';
  const isListed = hosts === null || hosts.some((listed) => host === listed || host.endsWith(`.${listed}`));
  return isListed ? null : 'HOST';
}
