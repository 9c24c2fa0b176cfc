import { enumOf } from '../../platform/graphql/codes.ts';
import type { DateVerdict, EventSeriesMode } from './series.rules.ts';
import type { UnitConversion } from './unit.rules.ts';

export const EventSeriesModes = enumOf<EventSeriesMode>(
  'EventSeriesMode',
  'What happens when not every date of a series of sessions fits.',
  {
    ALL_OR_NOTHING: 'Nothing is scheduled. With `skipClosed`, dates on which it is shut are no obstacle.',
    WHAT_FITS: 'Those that fit are scheduled; the others stay listed as to place.',
  },
);

export const DateVerdicts = enumOf<DateVerdict>('EventDateVerdict', 'What becomes of a date of a series of sessions.', {
  FITS: 'It is scheduled.',
  CONFLICT: 'Some rule of the room refuses it; `broken` says which. It is to be placed.',
  CLOSED: 'A closure or a holiday shuts the branch or the room, and such dates are skipped. It is to be placed.',
  NO_SUCH_TIME: 'The clocks go forward over its start or end. It is to be placed; `nextValid` is the next time.',
  OVER: 'The event is public, and the date is over by now. It is to be placed at another time.',
});

export const UnitConversions = enumOf<UnitConversion>(
  'UnitConversion',
  'What becomes of those who are registered when it changes what one registers for.',
  {
    KEEP_AS_WHOLE:
      'To WHOLE: whoever has a place in at least one session that lies ahead has one place in the whole, ranked by the earliest of their registrations; whoever only waits, waits for the whole in that order. Nobody is turned away, even where that is more than the capacity.',
    SPREAD_TO_SESSIONS:
      'To SESSION: whoever has a place in the whole has one in each session that lies ahead, with the time of registration they had; whoever waits, waits for each of them in the same order.',
    START_ANEW: 'Either way: every registration ends, everybody is told, and registers anew.',
  },
);
