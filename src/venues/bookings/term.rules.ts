import { addDays, dateOf, type LocalDate, type LocalDateTime } from '../../platform/time/local.ts';
import type { Span } from '../../platform/time/span.rules.ts';
import { daySpan, weekdayOf } from '../../platform/time/zone.day.ts';
import type { LimitTerm } from '../places/room.tables.ts';

/** The first days of the term a wall-clock moment lies in, and of the next; weeks begin on Monday (ISO 8601). */
function termDays(term: LimitTerm, local: LocalDateTime): { readonly first: LocalDate; readonly next: LocalDate } {
  const day = dateOf(local);
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  switch (term) {
    case 'DAY':
      return { first: day, next: addDays(day, 1) };
    case 'WEEK': {
      const first = addDays(day, 1 - weekdayOf(day));
      return { first, next: addDays(first, 7) };
    }
    case 'MONTH':
      return { first: firstOf(year, month), next: firstOf(year, month + 1) };
    case 'QUARTER': {
      const opening = month - ((month - 1) % 3);
      return { first: firstOf(year, opening), next: firstOf(year, opening + 3) };
    }
    case 'YEAR':
      return { first: firstOf(year, 1), next: firstOf(year + 1, 1) };
  }
}

/** The same on the time line. */
export function termSpan(term: LimitTerm, local: LocalDateTime, zone: string): Span {
  const { first, next } = termDays(term, local);
  return { from: daySpan(first, zone).from, to: daySpan(next, zone).from };
}

function firstOf(year: number, month: number): LocalDate {
  const [y, m] = month > 12 ? [year + 1, month - 12] : [year, month];
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`;
}
