import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { dateOf, type LocalDate, plusWallMinutes } from '../../platform/time/local.ts';
import { weekdayOf } from '../../platform/time/zone.day.ts';
import type { ExhibitionDetails } from '../record/details.rules.ts';
import { takesPlace } from '../record/happening.rules.ts';
import type { SessionRow } from '../record/session.tables.ts';

/** Why nobody can have come to an exhibition on a day. */
export type ClosedReason =
  'NOT_PUBLISHED' | 'DAYS_UNKNOWN' | 'BEFORE_OPENING' | 'AFTER_CLOSING' | 'OTHER_WEEKDAY' | 'BRANCH_CLOSED' | 'AHEAD';

export interface NotOpenThatDay extends Refusal<'NotOpenThatDay'> {
  readonly reason: ClosedReason;
}

const WORDS: Readonly<Record<ClosedReason, { readonly uk: string; readonly en: string }>> = {
  NOT_PUBLISHED: {
    uk: 'Виставку ще не опубліковано. Спершу опублікуйте її.',
    en: 'The exhibition is not published yet. Publish it first.',
  },
  DAYS_UNKNOWN: {
    uk: 'Не вказано, коли виставка відкривається. Спершу додайте день відкриття або дату.',
    en: 'Nobody has said when the exhibition opens. Add its first day, or a date, first.',
  },
  BEFORE_OPENING: {
    uk: 'Того дня виставка ще не відкрилася. Перевірте день.',
    en: 'The exhibition had not opened by that day. Look at the day again.',
  },
  AFTER_CLOSING: {
    uk: 'Того дня виставка вже закінчилася. Перевірте день.',
    en: 'The exhibition was over by that day. Look at the day again.',
  },
  OTHER_WEEKDAY: {
    uk: 'Того дня тижня виставка зачинена. Перевірте день або дні виставки.',
    en: 'The exhibition is shut on that weekday. Look at the day, or at the days of the exhibition.',
  },
  BRANCH_CLOSED: {
    uk: 'Того дня бібліотека зачинена. Перевірте день або години бібліотеки.',
    en: 'The branch is shut on that day. Look at the day, or at the hours of the branch.',
  },
  AHEAD: {
    uk: 'Цей день ще не настав. Запишіть відвідувачів того дня або пізніше.',
    en: 'That day is still to come. Write the visitors down on it, or later.',
  },
};

type Dated = Pick<SessionRow, 'standing' | 'happeningStatus' | 'startLocal' | 'wallMinutes'>;

/** The exhibition with the days on which it is shown: where it does not say when it opens, those of its dates. */
export function withDays(exhibition: ExhibitionDetails, sessions: readonly Dated[]): ExhibitionDetails {
  if (exhibition.opensOn !== null) return exhibition;
  const dates = sessions.filter(
    ({ standing, happeningStatus }) => standing === 'SCHEDULED' && takesPlace(happeningStatus),
  );
  const [first = null] = dates.map(({ startLocal }) => dateOf(startLocal)).sort();
  // Midnight is the end of the day before.
  const lastDays = dates.map(({ startLocal, wallMinutes }) => dateOf(plusWallMinutes(startLocal, wallMinutes - 1)));
  return { ...exhibition, opensOn: first, closesOn: exhibition.closesOn ?? lastDays.sort().at(-1) ?? null };
}

/** Days that were counted would not be days of the exhibition any more. */
export interface CountedDays extends Refusal<'CountedDays'> {
  readonly dates: readonly LocalDate[];
}

/** Whether the days that were counted stay within those that the exhibition says; null when they do. */
export function countedDays(
  before: ExhibitionDetails,
  after: ExhibitionDetails | undefined,
  counted: readonly LocalDate[],
  language: Language,
): CountedDays | null {
  const dates = counted.filter((date) => isWithin(before, date) && !isWithin(after, date));
  if (dates.length === 0) return null;
  const named = dates.map((date) => date.split('-').reverse().join('.')).join(', ');
  return {
    kind: 'CountedDays',
    message:
      language === 'uk'
        ? `Відвідувачів уже пораховано: ${named}. Залиште ці дні виставці або спершу приберіть підрахунок.`
        : `Visitors were counted on ${named}. Leave the exhibition these days, or take the counts back first.`,
    dates,
  };
}

function isWithin(exhibition: ExhibitionDetails | undefined, date: LocalDate): boolean {
  if (!exhibition) return false;
  const { opensOn, closesOn } = exhibition;
  return (opensOn === null || date >= opensOn) && (closesOn === null || date <= closesOn);
}

interface Day {
  readonly date: LocalDate;
  readonly today: LocalDate;
  readonly isPublic: boolean;
  /** By its hours and closures. */
  readonly isBranchOpen: boolean;
}

/** Whether the exhibition can be visited on the day; null when it can. */
export function notOpenThatDay(exhibition: ExhibitionDetails, day: Day, language: Language): NotOpenThatDay | null {
  const reason = reasonOf(exhibition, day);
  return reason && { kind: 'NotOpenThatDay', message: WORDS[reason][language], reason };
}

function reasonOf({ opensOn, closesOn, openWeekdays }: ExhibitionDetails, day: Day): ClosedReason | null {
  if (!day.isPublic) return 'NOT_PUBLISHED';
  if (opensOn === null) return 'DAYS_UNKNOWN';
  if (day.date < opensOn) return 'BEFORE_OPENING';
  if (closesOn !== null && day.date > closesOn) return 'AFTER_CLOSING';
  if (day.date > day.today) return 'AHEAD';
  if (openWeekdays.length > 0) return openWeekdays.includes(weekdayOf(day.date)) ? null : 'OTHER_WEEKDAY';
  return day.isBranchOpen ? null : 'BRANCH_CLOSED';
}
