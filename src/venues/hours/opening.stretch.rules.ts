import type { Language } from '../../platform/language/language.ts';
import { minutesOfTime, timeOfMinutes } from '../../platform/time/minute.ts';

/** A stretch of a day in minutes of the wall clock. */
export interface Stretch {
  readonly opens: number;
  readonly closes: number;
}

/** The same on a day of every week, 1 for Monday to 7 for Sunday. */
export interface WeekStretch extends Stretch {
  readonly weekday: number;
}

/** As clients write it. */
interface WrittenStretch {
  readonly opens: string;
  readonly closes: string;
}

/** Stretches of one day overlap, or one ends before it begins. */
export interface StretchesClash {
  readonly kind: 'StretchesClash';
  readonly message: string;
  /** Which of them, from 0, in the order given. */
  readonly stretches: readonly number[];
}

export function readStretch({ opens, closes }: WrittenStretch): Stretch {
  return { opens: minutesOfTime(opens), closes: minutesOfTime(closes) };
}

export function writeStretch({ opens, closes }: Stretch): WrittenStretch {
  return { opens: timeOfMinutes(opens), closes: timeOfMinutes(closes) };
}

const DAYS = {
  uk: ['', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'нд'],
  en: ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

/** `Mon 10:00–19:00`; without the day where there is none. */
export function stretchText(stretch: Stretch | WeekStretch, language: Language): string {
  const { opens, closes } = writeStretch(stretch);
  const day = 'weekday' in stretch ? `${DAYS[language][stretch.weekday] ?? ''} ` : '';
  return `${day}${opens}–${closes}`;
}

/** The refusal of stretches that cannot all be; null when they can. Those that touch are welcome. */
export function stretchesClash(
  stretches: readonly (Stretch | WeekStretch)[],
  language: Language,
): StretchesClash | null {
  const dayOf = (stretch: Stretch | WeekStretch) => ('weekday' in stretch ? stretch.weekday : 0);
  const clash = (one: Stretch | WeekStretch, at: number) =>
    one.opens >= one.closes ||
    stretches.some(
      (other, place) =>
        place !== at && dayOf(other) === dayOf(one) && one.opens < other.closes && other.opens < one.closes,
    );
  const places = stretches.flatMap((stretch, at) => (clash(stretch, at) ? [at] : []));
  if (places.length === 0) return null;
  const named = stretches.filter((_, at) => places.includes(at)).map((stretch) => stretchText(stretch, language));
  const message =
    language === 'uk'
      ? `Ці години перетинаються або закінчуються до свого початку: ${named.join(', ')}. Виправте їх і повторіть.`
      : `These hours overlap or end before they begin: ${named.join(', ')}. Correct them and repeat.`;
  return { kind: 'StretchesClash', message, stretches: places };
}
