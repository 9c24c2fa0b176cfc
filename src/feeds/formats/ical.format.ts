import { CALENDAR_END, calendarHead } from '../../calendar/calendar.ts';
import { eventText } from '../../calendar/session.event.ts';
import { feedAddress, sessionAddress } from './address.rules.ts';
import type { FeedFormat } from './format.ts';
import { aboutIn, titleOf } from './words.rules.ts';

const REFRESH_SECONDS = 3_600;

/** iCalendar (RFC 5545, 7986). */
export const ICAL: FeedFormat = {
  name: 'ics',
  mediaType: 'text/calendar; charset=utf-8',
  extension: 'ics',
  between: '',
  piece: (session, context) => eventText(session, context.language, sessionAddress(session, 'ics', context)),
  head: (frame) =>
    calendarHead(
      {
        ...{ name: titleOf(frame), about: aboutIn(frame), refreshSeconds: REFRESH_SECONDS },
        address: feedAddress(frame, 'ics') || null,
      },
      frame.zones,
      frame.language,
    ),
  tail: () => CALENDAR_END,
};
