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

/** iCalendar is also told as JSON (RFC 7265) to whoever asks for that by its name, and likes text no better. */
export function formatOf(extension: Exclude<AskedPath['extension'], 'svg'>, accept: string | undefined): FeedFormat {
  if (extension === 'atom') return ATOM;
  if (extension === 'json') return JSON_FEED;
  return wantsJcal(accept) ? JCAL : ICAL;
}

function wantsJcal(accept: string | undefined): boolean {
  const ranges = new Map<string, number>();
  for (const range of (accept ?? '').slice(0, 500).toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean) ?? '1';
    ranges.set(type, Number(quality));
  }
  const json = ranges.get('application/calendar+json') ?? 0;
  const named = ranges.get('text/calendar');
  if (named !== undefined) return json > named;
  // Where both are liked the same, one is asked for by its name.
  return json > 0 && json >= (ranges.get('text/*') ?? ranges.get('*/*') ?? 0);
}
