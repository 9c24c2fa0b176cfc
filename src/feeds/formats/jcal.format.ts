import ICAL from 'ical.js';
import { CALENDAR_END } from '../../calendar/calendar.ts';
import { eventLines, NO_MAIL } from '../../calendar/session.event.ts';
import { categoriesIn, nameIn } from '../../calendar/session.text.rules.ts';
import { sessionAddress } from './address.rules.ts';
import type { FeedFormat, Frame } from './format.ts';
import { ICAL as ICALENDAR } from './ical.format.ts';

type Property = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]];
type Component = [name: string, properties: Property[], components: Component[]];

/** Where they begin in a property. */
const VALUES = 3;

/**
 * jCal (RFC 7265): the iCalendar feed as JSON, read from it, so that both say the same. What stands before the first event is
 * open where the events come, and shut by the tail.
 */
export const JCAL: FeedFormat = {
  name: 'jcal',
  mediaType: 'application/calendar+json; charset=utf-8',
  extension: 'jcs',
  between: ',\n',

  piece(session, context) {
    const { language } = context;
    const event = read(eventLines(session, language, sessionAddress(session, 'ics', context)));
    // The library takes a backslash for an escape also in a parameter, and before the comma that parts two values.
    for (const property of event[1]) {
      if (property[0] === 'organizer') {
        property.splice(1, Infinity, { cn: nameIn(language, session.host) }, 'cal-address', NO_MAIL);
      }
      if (property[0] === 'categories') property.splice(VALUES, Infinity, ...categoriesIn(language, session));
    }
    return JSON.stringify(event);
  },

  head(frame) {
    const [name, properties, zones] = read(`${ICALENDAR.head(frame)}${CALENDAR_END}`);
    const before = zones.map((zone) => `${JSON.stringify(zone)}${isLast(zone, zones, frame) ? '' : ','}\n`);
    return `[${JSON.stringify(name)},${JSON.stringify(properties)},[\n${before.join('')}`;
  },

  tail: () => '\n]]\n',
};

/** Nothing follows it. */
function isLast(zone: Component, zones: readonly Component[], { shown }: Frame): boolean {
  return shown === 0 && zone === zones.at(-1);
}

/** RFC 7986 came after the library's list of properties: that these are text it has to be told. */
function read(text: string): Component {
  return ICAL.parse(text.replace(/(?<=\r\n)(COLOR|NAME):/g, '$1;VALUE=TEXT:')) as Component;
}
