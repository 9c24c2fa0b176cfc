// The VEVENT of what is no session that was announced: a booking, a blocking, a closure, a date of a draft.
import { ICalEvent, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { Instant } from '../platform/time/instant.ts';
import { emptyCalendar } from './calendar.ts';
import { folded } from './lines.ts';
import { timeZone } from './time-zone.ts';
import { wallMoment } from './wall.moment.ts';

/** What takes somebody's time, or a room's, in words of the calendar's language. */
export interface CalendarEntry {
  /** Its UID without what follows the @: an id, and what it is of. */
  readonly uid: string;
  readonly sequence: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly zone: string;
  readonly createdAt: Instant;
  /** When it last said something else than before. */
  readonly revisedAt: Instant;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
}

/** It is asked for its zone alone, which it has none of. */
const NO_CALENDAR = emptyCalendar('uk');

export function entryText(entry: CalendarEntry): string {
  const { uid, sequence, startsAt, endsAt, zone, createdAt, revisedAt, summary, description, location } = entry;
  const isDefined = timeZone(zone) !== null;
  const event = new ICalEvent(
    {
      ...{ id: `${uid}@zakhid`, sequence, timezone: isDefined ? zone : null },
      start: isDefined ? wallMoment(startsAt, zone) : startsAt,
      end: isDefined ? wallMoment(endsAt, zone) : endsAt,
      ...{ stamp: revisedAt, created: createdAt, lastModified: revisedAt },
      ...{ summary, description: description || null, location: location ? { title: location } : null },
      status: ICalEventStatus[entry.status],
      transparency: ICalEventTransparency[entry.status === 'CANCELLED' ? 'TRANSPARENT' : 'OPAQUE'],
    },
    NO_CALENDAR,
  );
  return folded(event.toString());
}
