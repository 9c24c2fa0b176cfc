import type { Instant } from '../../platform/time/instant.ts';
import { addDays, dateOf, type LocalDate } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { isOver } from './session.time.rules.ts';

type Decided = Pick<EventRow, 'decideDaysBefore'>;

/** By which day it is decided whether it is held: where its event sets none, that of its start. Null for what is certain. */
export function decisionDate({ decideDaysBefore }: Decided, session: SessionRow): LocalDate | null {
  if (session.happeningStatus !== 'TENTATIVE') return null;
  return addDays(dateOf(session.startLocal), -(decideDaysBefore ?? 0));
}

/** Whether nobody has decided, and it is time to; the same in SQL is `isDue` of decision.store.ts. */
export function isDecisionDue(
  event: Decided & Pick<EventRow, 'editorialStatus'>,
  session: SessionRow,
  now: Instant,
): boolean {
  const date = decisionDate(event, session);
  const isClosed = event.editorialStatus === 'ARCHIVED' || session.standing !== 'SCHEDULED' || isOver(session, now);
  if (date === null || isClosed) return false;
  // Where no day is set there is none to wait for, also where one was set once.
  return event.decideDaysBefore === null || date <= dateIn(now, session.zone);
}
