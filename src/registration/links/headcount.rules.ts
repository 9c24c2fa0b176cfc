import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { adultsWrong, type AdultsWrong, seatsOfClass } from '../deciding/class.rules.ts';
import { type AnswersWrong, readAnswers } from '../questions/answer.rules.ts';
import type { Headcount, RegistrationRow } from '../record/registration.tables.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import type { EditRegistrationInput } from './link.types.ts';

/** How many come after all, as far as it is said. */
export interface SaidHeadcount {
  readonly seats?: number;
  readonly pupils?: number;
  readonly adults?: number;
}

/** What is said together with what stays; null where it is said of the wrong kind: seats of a class, pupils of a person. */
export function headcountOf(row: RegistrationRow, roster: RosterRow, said: SaidHeadcount): Headcount | null {
  if (row.kind !== 'GROUP') {
    const isClass = said.pupils !== undefined || said.adults !== undefined;
    return isClass ? null : { seats: said.seats ?? row.seats, pupils: null, adults: null };
  }
  if (said.seats !== undefined) return null;
  const pupils = said.pupils ?? row.pupils ?? 0;
  const adults = said.adults ?? row.adults ?? 0;
  return { seats: seatsOfClass(roster, pupils, adults), pupils, adults };
}

/** The refusal of a class with too few adults or too many; null for whoever else, and where nothing changes. */
export function adultsWrongIn(
  row: RegistrationRow,
  roster: RosterRow,
  { pupils, adults }: Headcount,
  language: Language,
): AdultsWrong | null {
  if (pupils === null || adults === null || (pupils === row.pupils && adults === row.adults)) return null;
  return adultsWrong(roster, pupils, adults, language);
}

/** What else is said of the row; the words of a class are its contact's. */
export function wordsOf(
  row: RegistrationRow,
  roster: RosterRow,
  said: Pick<EditRegistrationInput, 'name' | 'phone' | 'needs' | 'note' | 'answers'>,
  language: Language,
): Partial<RegistrationRow> | AnswersWrong {
  const read = said.answers && readAnswers(roster.questions, row.kind, said.answers, language);
  if (read && isRefusal(read)) return read;
  return {
    ...(said.name !== undefined && { name: said.name }),
    ...(said.phone !== undefined && { phone: said.phone }),
    ...(said.needs !== undefined && { needs: said.needs.map(({ need, count }) => ({ need, count })) }),
    ...(said.note !== undefined && row.kind !== 'GROUP' && { note: said.note || null }),
    ...(read && { answers: read.answers }),
  };
}
