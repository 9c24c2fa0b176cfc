import { enumOf } from '../../platform/graphql/codes.ts';
import type { SessionAction } from './happening.rules.ts';
import type { HappeningStatus, SessionException, SessionPlace, SessionStanding } from './session.tables.ts';

export const HappeningStatuses = enumOf<HappeningStatus>(
  'HappeningStatus',
  'Whether a session is held (iCalendar STATUS, schema.org eventStatus).',
  {
    TENTATIVE: 'Попередньо: it is not certain yet.',
    CONFIRMED: 'Відбудеться: it is held as announced.',
    POSTPONED: 'Відкладено: not held at its time; the new one is not known.',
    RESCHEDULED: 'Перенесено: held at another time than was announced first.',
    MOVED_ONLINE: 'Перенесено в онлайн: held at its time, over the network.',
    CANCELLED: 'Скасовано: not held; the reason stands beside.',
    HELD: 'Відбулося.',
  },
);

export const SessionStandings = enumOf<SessionStanding>('SessionStanding', 'Whether a date stands in the calendar.', {
  SCHEDULED: 'It does.',
  TO_PLACE: 'Треба розмістити: it was skipped for a closure or a conflict, and wants a place or to be dropped.',
  DROPPED: 'It was given up.',
});

export const SessionPlaces = enumOf<SessionPlace>('SessionPlace', 'Where a session is held.', {
  ROOM: 'In a room that is booked for it.',
  BRANCH: 'Somewhere at the branch where no room is booked: in the foyer, in front of the house.',
  ONLINE: 'Over the network.',
  TO_BE_FOUND: 'Місце уточнюється: its room is still to be found.',
});

export const SessionExceptions = enumOf<SessionException>(
  'SessionException',
  'What of a date was set for it alone, which edits of the whole series leave as it is.',
  { TIME: 'Its time.', PLACE: 'Its place: room, layout, people or equipment.' },
);

export const SessionActions = enumOf<SessionAction>('SessionAction', 'What is done with a session.', {
  CONFIRM: 'Say that it is certain.',
  MOVE: 'Give it another time or place.',
  POSTPONE: 'Say that it is not held at its time; its room is given up.',
  MOVE_ONLINE: 'Hold it over the network; its room is given up. One that is not certain yet is confirmed first.',
  CANCEL: 'Say that it is not held; its room is given up.',
  REVIVE: 'Take a cancellation back; its room is booked again.',
  MARK_HELD: 'Say that it was held.',
  UNMARK_HELD: 'Take that back.',
});
