import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { OutsideFetch } from '../../platform/outside/outside.fetch.ts';
import {
  type Instant,
  instantFromMillis,
  minutesBetween,
  parseHttpDate,
  plusMinutes,
} from '../../platform/time/instant.ts';
import { OUTSIDE_FAULTS, type OutsideFault } from './outside.fault.rules.ts';
import { LIMITS } from './reading/read.calendar.ts';
import type { PartnerCalendarRow, PartnerFault } from './record/partner.tables.ts';

/** What came from a partner’s server. */
export type Fetched =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  /** It is still what was read last. */
  | { readonly kind: 'same' }
  | { readonly kind: 'fault'; readonly fault: PartnerFault; readonly notBefore: Instant | null };

const TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 3;
const MOST_MARK = 200;
/** However it is asked, a calendar is read anew once a day: what recurs in it goes on, and what is ahead is another year. */
const SAME_FOR_MINUTES = 24 * 60;
const ASK_LATER = new Set([429, 503]);

/** Whether to ask only for what is otherwise than it was. */
export function mayBeSame({ readAt }: PartnerCalendarRow, now: Instant): boolean {
  return readAt !== null && minutesBetween(readAt, now) < SAME_FOR_MINUTES;
}

@Injectable()
export class PartnerSource {
  readonly #outside: OutsideFetch;

  constructor(outside: OutsideFetch) {
    this.#outside = outside;
  }

  /** `known` names what was read last, to be asked whether it is still that. */
  async fetch(
    address: string,
    now: Instant,
    known: { readonly etag: string | null; readonly lastModified: string | null } | null,
  ): Promise<Fetched> {
    const headers = {
      accept: 'text/calendar, */*;q=0.1',
      'user-agent': 'Zakhid (reads calendars of partners)',
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
    };
    const answer = await this.#outside.send({
      ...{ method: 'GET', address, headers, unpack: true, redirects: MOST_REDIRECTS },
      ...{ timeoutMillis: TIMEOUT_MS, mostBytes: LIMITS.bytes },
    });
    if (answer.kind === 'OutsideFailure') return failed(OUTSIDE_FAULTS[answer.reason]);
    const { status, body, isCut } = answer;
    if (status === 304 && known) return { kind: 'same' };
    if (status !== 200) return fault({ fault: 'STATUS', line: null, status }, laterThan(answer, now));
    if (isCut) return failed('TOO_LARGE');
    const { etag, 'last-modified': lastModified } = answer.headers;
    return { kind: 'bytes', bytes: body, etag: mark(etag), lastModified: mark(lastModified) };
  }
}

function failed(what: OutsideFault): Fetched {
  return fault({ fault: what, line: null, status: null }, null);
}

function fault(what: PartnerFault, notBefore: Instant | null): Fetched {
  return { kind: 'fault', fault: what, notBefore };
}

/** Of any length it would be sent back each time. */
function mark(text: string | undefined): string | null {
  return text && text.length <= MOST_MARK && /^[\x20-\x7e]+$/.test(text) ? text : null;
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function laterThan(
  { status, headers }: { readonly status: number; readonly headers: IncomingHttpHeaders },
  now: Instant,
): Instant | null {
  const said = headers['retry-after'];
  if (!said || !ASK_LATER.has(status)) return null;
  if (/^\d{1,7}$/.test(said)) return plusMinutes(now, Number(said) / 60);
  const date = parseHttpDate(said);
  return date && instantFromMillis(date.getTime());
}
