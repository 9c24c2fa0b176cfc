import type { Instant } from '../../platform/time/instant.ts';
import { addDays, dateOf, type LocalDate } from '../../platform/time/local.ts';
import { dateIn } from '../../platform/time/zone.day.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { isOver } from './session.time.rules.ts';

type Decided = Pick<EventRow, 'minimumAttendance' | 'decideDaysBefore'>;

/** On which day it is decided whether enough come; null where that is not asked. */
export function decisionDate({ minimumAttendance, decideDaysBefore }: Decided, session: SessionRow): LocalDate | null {
  if (minimumAttendance === null || decideDaysBefore === null) return null;
  return addDays(dateOf(session.startLocal), -decideDaysBefore);
}

/** Whether that day has come and nobody has decided; the same in SQL is `isDue` of decision.store.ts. */
export function isDecisionDue(
  event: Decided & Pick<EventRow, 'editorialStatus'>,
  session: SessionRow,
  now: Instant,
): boolean {
  const date = decisionDate(event, session);
  if (date === null || event.editorialStatus === 'ARCHIVED' || isOver(session, now)) return false;
  const isOpen = session.standing === 'SCHEDULED' && session.happeningStatus === 'TENTATIVE';
  return isOpen && date <= dateIn(now, session.zone);
}
