import { enumOf } from '../../platform/graphql/codes.ts';
import type { SeriesDateState } from '../bookings/booking.tables.ts';
import type { SeriesRuleProblem } from './series.rule.rules.ts';
import type { SeriesVerdict } from './series.rules.ts';

export type SeriesMode = 'ALL_OR_NOTHING' | 'FIT_AND_KEEP';

export const SeriesModes = enumOf<SeriesMode>('SeriesMode', 'What happens when not every date of a series fits.', {
  ALL_OR_NOTHING: 'Nothing is booked. Dates that are left out because it is closed are no obstacle.',
  FIT_AND_KEEP: 'Those that fit are booked; the others stay in the series, to be placed later.',
});

export const SeriesVerdicts = enumOf<SeriesVerdict>('SeriesVerdict', 'What becomes of a date of a series.', {
  FITS: 'It can be booked.',
  CONFLICT: 'Some rule refuses it; `broken` says which.',
  CLOSED: 'The branch or the room is shut by a closure or a holiday, and such dates are skipped.',
  NO_SUCH_TIME: 'The clocks go forward over its start or end: `nextValid` is the next time that comes.',
});

export const SeriesDateStates = enumOf<SeriesDateState>('SeriesDateState', 'Where a date of a series stands.', {
  PLACED: 'A booking holds it.',
  TO_PLACE: 'It did not fit, or its booking fell through: it waits for a place.',
  SKIPPED: 'It was left out because it is closed then.',
  DROPPED: 'It was given up.',
});

export const SeriesRuleProblems = enumOf<SeriesRuleProblem>('SeriesRuleProblem', 'What is wrong with a rule.', {
  UNREADABLE: '`part` cannot be read.',
  WITHOUT_END: 'It has neither COUNT nor UNTIL.',
  TOO_LONG: 'It gives more than `mostDates`, or a date after `lastDate`.',
  NO_DATES: 'It gives no date at all.',
  MISSES_START: 'The start is none of its dates; `nextDate` is the first.',
});
