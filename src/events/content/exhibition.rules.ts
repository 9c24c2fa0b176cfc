import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { weekdayOf } from '../../platform/time/zone.day.ts';
import type { ExhibitionDetails } from '../record/details.rules.ts';

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
    uk: 'Не вказано, коли виставка відкривається. Спершу додайте день відкриття.',
    en: 'Nobody has said when the exhibition opens. Add its first day first.',
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
