import type { Language } from '../../platform/language/language.ts';
import { faultWords } from './fault.words.rules.ts';
import type { PartnerFault } from './record/partner.tables.ts';

/** Nothing came of an address or a file; what is kept of the calendar stays. */
export interface CalendarUnreadable {
  readonly kind: 'CalendarUnreadable';
  readonly message: string;
  readonly reason: PartnerFault['fault'];
  readonly line: number | null;
  readonly status: number | null;
}

export function calendarUnreadable(fault: PartnerFault, language: Language): CalendarUnreadable {
  const { fault: reason, line, status } = fault;
  return { kind: 'CalendarUnreadable', message: faultWords(fault, language), reason, line, status };
}

/** Somebody else has the calendar read at this moment. */
export interface CalendarBeingRead {
  readonly kind: 'CalendarBeingRead';
  readonly message: string;
}

export function calendarBeingRead(language: Language): CalendarBeingRead {
  const message = {
    uk: 'Цей календар саме зараз читають. Погляньте за хвилину, що вийшло.',
    en: 'This calendar is being read at this moment. Look in a minute what came of it.',
  };
  return { kind: 'CalendarBeingRead', message: message[language] };
}

/** A branch has as many calendars as it may. */
export interface TooManyCalendars {
  readonly kind: 'TooManyCalendars';
  readonly message: string;
  readonly most: number;
}

export function tooManyCalendars(most: number, language: Language): TooManyCalendars {
  const message = {
    uk: `У бібліотеки вже ${most} календарів партнерів, більше не можна. Приберіть зайвий.`,
    en: `The branch has ${most} calendars of partners already, and no more are allowed. Remove one first.`,
  };
  return { kind: 'TooManyCalendars', message: message[language], most };
}
