import type { ICalLuxonDateTimeStub } from 'ical-generator';
import type { Instant } from '../platform/time/instant.ts';
import { textInZone } from '../platform/time/zone.text.ts';

/**
 * A moment by the wall clock of a zone, as the calendar library takes moments: it knows luxon's, and asks no more of one than
 * this. Luxon itself looks the zone up for every one of them, which was a third of what writing a session took.
 */
export function wallMoment(instant: Instant, zone: string): ICalLuxonDateTimeStub {
  const local = textInZone(instant, zone).slice(0, 19).replace(/[-:]/g, '');
  const moment: ICalLuxonDateTimeStub = {
    isValid: true,
    zone: { type: 'iana' },
    // It is asked for the zone of the event alone, which is its own.
    setZone: () => moment,
    toFormat: (format) => (format === 'HHmmss' ? local.slice(9) : local.slice(0, 8)),
    toJSDate: () => instant,
    toJSON: () => local,
  };
  return moment;
}
