import { request as plainRequest } from 'node:http';
import { request as safeRequest } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN } from '../config/config.module.ts';
import type { Settings } from '../config/settings.ts';
import { HostResolver } from './host.names.ts';
import { CodingError, type OutsideAnswer, readAnswer } from './outside.answer.ts';
import { type AddressProblem, hostOf, type OutsideRules, readOutsideAddress, rulesOf } from './outside.address.ts';
import { isLoopbackAddress, isPublicAddress } from './public.address.ts';

export interface OutsideRequest {
  readonly method: 'GET' | 'POST';
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** For all of it, from the look-up of the host to the last byte. */
  readonly timeoutMillis: number;
  /** So much of the answer is read at most, as it comes and as it is unpacked. */
  readonly mostBytes: number;
  /** Whether the answer may come packed (gzip, deflate, br) and is unpacked. */
  readonly unpack?: boolean;
  /** How often it may be sent on, 0 to 3; each address is checked as the first one was. A POST never is. */
  readonly redirects: number;
  /** Aborted, nothing is answered: the reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Nothing was answered that can be used. The words name neither address nor host. */
export interface OutsideFailure {
  readonly kind: 'OutsideFailure';
  readonly reason: AddressProblem | 'NOT_FOUND' | 'TOO_MANY_REDIRECTS' | 'TIMEOUT' | 'NO_CONNECTION' | 'CODING';
  readonly words: string;
}

const WORDS: Readonly<Record<OutsideFailure['reason'], string>> = {
  NO_ADDRESS: 'this is no address',
  NOT_HTTPS: 'the address is not https',
  CREDENTIALS: 'the address holds a user or a password',
  PORT: 'the address has a port that is not for the web',
  HOST: 'the host may not be asked',
  NOT_FOUND: 'the host was not found',
  PRIVATE: 'the host is not in the public network',
  TOO_MANY_REDIRECTS: 'the address is sent on too often',
  TIMEOUT: 'there was no answer in time',
  NO_CONNECTION: 'there was no connection',
  CODING: 'the answer could not be unpacked',
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_HEADER_BYTES = 16_384;

/**
 * Asks what somebody has named, and nothing else that this machine can reach: the host is looked up once, each of its
 * addresses is checked, and the connection goes to one of those, whatever the host's name stands for a moment later. No
 * proxy, no cookies; certificates are checked.
 */
@Injectable()
export class OutsideFetch {
  readonly #rules: OutsideRules;
  readonly #resolver: HostResolver;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings, resolver: HostResolver) {
    this.#rules = rulesOf(settings);
    this.#resolver = resolver;
  }

  /** What is wrong with an address, as far as that shows without asking anybody; null when it may be tried. */
  problemOf(address: string): AddressProblem | null {
    const read = readOutsideAddress(address, this.#rules);
    return typeof read === 'string' ? read : null;
  }

  async send(request: OutsideRequest): Promise<OutsideAnswer | OutsideFailure> {
    const timeout = AbortSignal.timeout(request.timeoutMillis);
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
    let { address } = request;
    for (let left = request.redirects; ; left -= 1) {
      const answer = await this.#ask(address, request, signal);
      request.signal?.throwIfAborted();
      if (timeout.aborted && answer.kind === 'OutsideFailure') return failure('TIMEOUT');
      const next = request.method === 'GET' && answer.kind === 'OutsideAnswer' ? sentOnTo(answer, address) : null;
      if (next === null || request.redirects === 0) return answer;
      if (left === 0) return failure('TOO_MANY_REDIRECTS');
      address = next;
    }
  }

  async #ask(address: string, request: OutsideRequest, signal: AbortSignal): Promise<OutsideAnswer | OutsideFailure> {
    const url = readOutsideAddress(address, this.#rules);
    if (typeof url === 'string') return failure(url);
    const addresses = await this.#addressesOf(hostOf(url), signal);
    if (addresses === null) return failure('NOT_FOUND');
    const areLocal = this.#rules.loopback && addresses.every(isLoopbackAddress);
    if (!areLocal && !addresses.every(isPublicAddress)) return failure('PRIVATE');
    if (!areLocal && url.protocol !== 'https:') return failure('NOT_HTTPS');
    return exchange(url, addresses, request, signal);
  }

  /** Null where nobody knows it in time. */
  async #addressesOf(host: string, signal: AbortSignal): Promise<readonly string[] | null> {
    const aborted = Promise.withResolvers<null>();
    const abort = () => aborted.resolve(null);
    signal.addEventListener('abort', abort);
    try {
      const found = await Promise.race([this.#resolver.resolve(host), aborted.promise]);
      return signal.aborted || found?.length === 0 ? null : found;
    } catch {
      return null;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

function exchange(
  url: URL,
  addresses: readonly string[],
  { method, headers, body, mostBytes, unpack = false }: OutsideRequest,
  signal: AbortSignal,
): Promise<OutsideAnswer | OutsideFailure> {
  return new Promise((resolve) => {
    const fail = (error: Error & { code?: string }) => {
      resolve(error instanceof CodingError ? failure('CODING') : failure('NO_CONNECTION', error.code));
    };
    const send = url.protocol === 'https:' ? safeRequest : plainRequest;
    const asked = send(url, {
      method,
      headers: {
        ...{
          'user-agent': 'Zakhid',
          ...headers,
          'accept-encoding': unpack ? 'gzip, deflate, br' : 'identity',
          connection: 'close',
        },
        ...(body && { 'content-length': String(body.length) }),
      },
      // A connection of its own: none that somebody else has opened, to whatever the name stood for then.
      agent: false,
      lookup: pinnedTo(addresses),
      maxHeaderSize: MOST_HEADER_BYTES,
      signal,
    });
    asked.on('error', fail);
    asked.on('response', (response) => {
      readAnswer(response, { mostBytes, unpack })
        .then(resolve, fail)
        .finally(() => asked.destroy());
    });
    asked.end(body);
  });
}

/** Whatever is looked up: these. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_, { all: wantsAll }, done) => {
    const [first] = all;
    if (wantsAll) done(null, all);
    else done(null, first?.address ?? '', first?.family);
  };
}

function sentOnTo({ status, headers: { location } }: OutsideAnswer, from: string): string | null {
  return REDIRECTS.has(status) && location !== undefined ? (URL.parse(location, from)?.href ?? location) : null;
}

function failure(reason: OutsideFailure['reason'], code?: string): OutsideFailure {
  return { kind: 'OutsideFailure', reason, words: code ? `${WORDS[reason]} (${code})` : WORDS[reason] };
}
