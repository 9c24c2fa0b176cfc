import type { HappeningStatus, SessionStanding } from '../record/session.tables.ts';

/** How many sessions of an event stand so. */
export interface SessionTally {
  readonly standing: SessionStanding;
  readonly happeningStatus: HappeningStatus;
  readonly count: number;
}

/** How many sessions of an event stand where; each is counted once. Dates without a place are for staff: else null. */
export function sessionCounts(tallies: readonly SessionTally[], forStaff: boolean) {
  const sum = (counted: (tally: SessionTally) => boolean) =>
    tallies.filter(counted).reduce((all, { count }) => all + count, 0);
  const inCalendar = (status: HappeningStatus) =>
    sum(({ standing, happeningStatus }) => standing === 'SCHEDULED' && happeningStatus === status);
  const [cancelled, held, postponed] = [inCalendar('CANCELLED'), inCalendar('HELD'), inCalendar('POSTPONED')];
  const all = sum(({ standing }) => standing === 'SCHEDULED');
  return {
    scheduled: all - cancelled - held - postponed,
    ...{ cancelled, held, postponed },
    toPlace: forStaff ? sum(({ standing }) => standing === 'TO_PLACE') : null,
    dropped: forStaff ? sum(({ standing }) => standing === 'DROPPED') : null,
  };
}
