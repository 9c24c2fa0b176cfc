import { enumOf } from '../../platform/graphql/codes.ts';
import type { ChangeVerdict } from './diff.rules.ts';
import type { EditScope } from './edit.rules.ts';

/** What happens when some date of an edit does not fit. */
export type OnConflict = 'REFUSE' | 'KEEP';

export const EditScopes = enumOf<EditScope>('EditScope', 'How many dates an edit is about.', {
  THIS: 'That date alone; what is changed of it is an exception from then on.',
  FOLLOWING: 'That date and every later one, in the order of `Event.sessions`.',
  ALL: 'Every date of the event.',
});

export const OnConflicts = enumOf<OnConflict>('OnConflict', 'What happens when some date does not fit.', {
  REFUSE: 'Nothing is changed at all.',
  KEEP: 'Dates that do not fit stay where they are; the others are changed.',
});

export const ChangeVerdicts = enumOf<ChangeVerdict>('ChangeVerdict', 'What an edit makes of a date.', {
  MOVES: 'Its time or place changes, and its room with it; of a date to place, what is wished for it.',
  UNCHANGED: 'It is so already.',
  EXCEPTION_KEPT: 'It was set for this date alone, and stays.',
  CONFLICT: 'Some rule of the room refuses it; `broken` says which.',
  CLOSED: 'The branch or the room is shut then by a closure or a holiday.',
  NO_SUCH_TIME: 'The clocks go forward over its start or end: `nextValid` is the next time that comes.',
  OVER: 'It would be over by now: nothing is moved into the past.',
  NOT_CHANGEABLE:
    'It has begun, which only an edit of it alone still changes until it is over, or it was held, cancelled, postponed or dropped, or is online for good.',
  CANCELS: 'It is cancelled, and its room given up.',
  DROPS: 'It wanted a place still, and is given up.',
});
