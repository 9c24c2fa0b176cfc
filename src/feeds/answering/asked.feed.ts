import { ATOM } from '../formats/atom.format.ts';
import type { FeedFormat } from '../formats/format.ts';
import { ICAL } from '../formats/ical.format.ts';
import { JCAL } from '../formats/jcal.format.ts';
import { JSON_FEED } from '../formats/json.format.ts';

/** An address in its parts. */
export interface AskedPath {
  /** Without the extension. */
  readonly path: string;
  /** `svg` is a picture of where the calendar is. */
  readonly extension: 'ics' | 'atom' | 'json' | 'svg';
}

/** Null for what is no feed's address. */
export function readPath(address: string): AskedPath | null {
  const found = /^(\/feeds\/[^?#]{1,400})\.(ics|atom|json|svg)$/.exec(address);
  if (!found) return null;
  const [, path = '', extension] = found;
  return { path, extension: extension as AskedPath['extension'] };
}

/** iCalendar is also told as JSON (RFC 7265) to whoever asks for that and for no text. */
export function formatOf(extension: Exclude<AskedPath['extension'], 'svg'>, accept: string | undefined): FeedFormat {
  if (extension === 'atom') return ATOM;
  if (extension === 'json') return JSON_FEED;
  return wantsJcal(accept) ? JCAL : ICAL;
}

function wantsJcal(accept: string | undefined): boolean {
  const ranges = (accept ?? '')
    .slice(0, 500)
    .toLowerCase()
    .split(',')
    .map((range) => range.trim());
  const quality = (type: string) => {
    const range = ranges.find((one) => one.split(';', 1)[0]?.trim() === type);
    return range === undefined ? 0 : Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1);
  };
  return quality('application/calendar+json') > quality('text/calendar');
}
