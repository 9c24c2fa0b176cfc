import { setImmediate as turn } from 'node:timers/promises';
import ICAL from 'ical.js';
import { CALENDAR_END, calendarHead } from '../../calendar/calendar.ts';
import { folded } from '../../calendar/lines.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { addDays, dateOf, toLocal } from '../../platform/time/local.ts';
import { aboutIn } from '../formats/words.rules.ts';
import type { PartnerItemRow } from './record/partner.tables.ts';

const ABOUT = {
  uk: (name: string) => `Зовнішні події: їх проводить не бібліотека, а партнер: ${name}.`,
  en: (name: string) => `External events: they are held not by the library but by a partner: ${name}.`,
};
const EXTERNAL = {
  uk: (name: string) => `Зовнішня подія. Її проводить не бібліотека, а партнер: ${name}.`,
  en: (name: string) => `An external event. It is held not by the library but by a partner: ${name}.`,
};
const CATEGORY = { uk: 'Зовнішня подія', en: 'External event' };
const REFRESH_SECONDS = 3_600;
/** So many are written before others have a turn. */
const WRITE_AT_ONCE = 50;

export interface PartnerFeed {
  readonly partner: string;
  readonly address: string;
  readonly items: readonly PartnerItemRow[];
  /** Whether there are more than it may hold. */
  readonly isCut: boolean;
}

/** What a partner promotes, as a calendar to subscribe to, in pieces; each event says whose it is. Moments are told in UTC. */
export async function partnerFeedPieces(
  { partner, address, items, isCut }: PartnerFeed,
  language: Language,
): Promise<Buffer[]> {
  const about = aboutIn({ about: ABOUT[language](partner), isCut, shown: items.length, language });
  const head = calendarHead({ name: partner, about, address, refreshSeconds: REFRESH_SECONDS }, [], language);
  const pieces = [Buffer.from(head)];
  for (const [nth, item] of items.entries()) {
    if (nth % WRITE_AT_ONCE === WRITE_AT_ONCE - 1) await turn();
    pieces.push(Buffer.from(eventText(item, partner, language)));
  }
  return [...pieces, Buffer.from(CALENDAR_END)];
}

/** The library folds what is longer than a line to one octet more than RFC 5545 section 3.1 allows. */
function eventText(item: PartnerItemRow, partner: string, language: Language): string {
  return `${folded(eventOf(item, partner, language).toString().replaceAll('\r\n ', ''))}\r\n`;
}

function eventOf(item: PartnerItemRow, partner: string, language: Language): ICAL.Component {
  const event = new ICAL.Component('vevent');
  const words: Record<string, string | null> = {
    uid: `${item.id}@zakhid`,
    summary: item.title ?? partner,
    description: EXTERNAL[language](partner),
    categories: CATEGORY[language],
    location: item.location,
    status: item.status,
    transp: item.status === 'CANCELLED' ? 'TRANSPARENT' : null,
    url: item.url,
  };
  for (const [name, value] of Object.entries(words)) if (value !== null) event.addPropertyWithValue(name, value);
  event.addPropertyWithValue('sequence', item.sequence);
  event.addPropertyWithValue('dtstamp', utc(item.updatedAt));
  event.addPropertyWithValue('created', utc(item.createdAt));
  event.addPropertyWithValue('last-modified', utc(item.updatedAt));
  if (item.isAllDay) {
    const first = dateOf(item.startLocal);
    // The end of the last whole day is the next one's midnight, where there is one.
    const last = dateOf(toLocal(item.endsAt, item.zone));
    event.addPropertyWithValue('dtstart', ICAL.Time.fromDateString(first));
    event.addPropertyWithValue('dtend', ICAL.Time.fromDateString(last > first ? last : addDays(first, 1)));
  } else {
    event.addPropertyWithValue('dtstart', utc(item.startsAt));
    event.addPropertyWithValue('dtend', utc(item.endsAt));
  }
  return event;
}

function utc(instant: Instant): ICAL.Time {
  return ICAL.Time.fromJSDate(instant, true);
}
