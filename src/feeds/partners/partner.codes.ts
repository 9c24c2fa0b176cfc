import { enumOf } from '../../platform/graphql/codes.ts';
import type { EventFault, ItemStatus } from './reading/read.calendar.ts';
import type { BusyState, PartnerFault, PartnerPurpose } from './record/partner.tables.ts';

export const PartnerPurposes = enumOf<PartnerPurpose>('PartnerPurpose', 'What a partner’s calendar is for.', {
  BUSY: 'What it holds keeps a room of the branch.',
  PROMOTED: 'What it holds is shown beside our events, as others’.',
});

export const BusyStates = enumOf<BusyState>(
  'PartnerItemState',
  'What became of a time that a calendar keeps a room for.',
  {
    BLOCKED: 'The room is kept.',
    CONFLICT: 'Others have the room for a part of the time at least; the rest of it is kept.',
    RELEASED: 'Staff gave the room back; it stays so until the partner moves the time.',
    PAUSED: 'The calendar is not active.',
  },
);

export const PartnerItemStatuses = enumOf<ItemStatus>(
  'PartnerItemStatus',
  'What the partner says of it (RFC 5545 STATUS).',
  {
    CONFIRMED: 'It is held.',
    TENTATIVE: 'It is not certain.',
    CANCELLED: 'It is not held.',
  },
);

export type CalendarAction = 'UPDATE' | 'REFRESH' | 'IMPORT' | 'REMOVE';
export const CalendarActions = enumOf<CalendarAction>(
  'PartnerCalendarAction',
  'What the viewer may do with a partner’s calendar now.',
  {
    UPDATE: 'Change its name, its address, for whom it is, and whether it is active.',
    REFRESH: 'Have it read from its address now, and have looked at who is in its way.',
    IMPORT: 'Bring it as a file.',
    REMOVE: 'Take it away with all it gave.',
  },
);

export const CalendarFaults = enumOf<PartnerFault['fault']>('PartnerCalendarFault', 'Why a calendar was not read.', {
  NOT_AN_ADDRESS: 'There is no address.',
  NOT_HTTPS: 'The address, or one it sends to, is not https.',
  CREDENTIALS: 'There is a name or a password in the address.',
  PORT: 'The port is neither 443 nor 80 nor above 1023.',
  HOST_NOT_ALLOWED: 'The server’s name is none of the public internet, or the setting OUTSIDE_HOSTS does not list it.',
  PRIVATE: 'The address, or one it sends to, is not of the public internet.',
  UNKNOWN_HOST: 'Nobody knows the name of the server.',
  UNREACHABLE: 'The server does not answer, shows no valid certificate, or broke off.',
  TOO_SLOW: 'It took too long: 10 seconds to fetch, 5 to read.',
  TOO_LARGE: 'It is larger than 5 MB, packed or not.',
  TOO_MANY_REDIRECTS: 'It was sent on more than three times.',
  CODING: 'The answer is packed, and cannot be unpacked.',
  STATUS: 'The server answered something else.',
  NOT_TEXT: 'It is no text in UTF-8.',
  CONTROL_CHARACTER: 'It has null bytes.',
  NOT_A_CALENDAR: 'It is no iCalendar.',
  UNFINISHED: 'It is cut off.',
  UNBALANCED: 'What ends is not what began.',
  TOO_DEEP: 'Too many parts stand within each other.',
  TOO_MANY_COMPONENTS: 'It has more than 5000 events.',
  TOO_MANY_DATES: 'An event names more than 10 000 dates.',
  TOO_MANY_OCCURRENCES:
    'An event recurs more than 2000 times in the 400 days that are read, or all together 5000 times.',
  INTERNAL:
    'It was read, or nearly, and the program failed to take it over; it will be tried again, less and less often.',
});

export const EventFaults = enumOf<EventFault>('PartnerEventFault', 'What is wrong with one event of a calendar.', {
  LINE: 'A line is none of iCalendar’s.',
  START_MISSING: 'It has no DTSTART.',
  START: 'DTSTART cannot be read.',
  END: 'DTEND or DURATION cannot be read.',
  END_BEFORE_START: 'It ends before it starts.',
  ZONE: 'Nobody knows its time zone.',
  RULE: 'RRULE cannot be read.',
  NAMED_DATE: 'A date of RDATE or EXDATE cannot be read; the event is taken without it.',
  RECURRENCE_ID: 'RECURRENCE-ID cannot be read.',
  TOO_LONG: 'It lasts longer than 400 days; of what recurs, the dates that do are left out, and the others are taken.',
});
