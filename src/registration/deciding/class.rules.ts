import type { Language } from '../../platform/language/language.ts';
import type { Need } from '../record/seats.rules.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { type TooFewAdults, tooFewAdults, type TooManyAdults, tooManyAdults } from './refusal.rules.ts';

type CountsAdults = Pick<RosterRow, 'adultsCount'>;
type AsksForAdults = Pick<RosterRow, 'pupilsPerAdult'>;

/** How many seats a class takes: its pupils, and the adults with them where the roster counts those. */
export function seatsOfClass({ adultsCount }: CountsAdults, pupils: number, adults: number): number {
  return adultsCount ? pupils + adults : pupils;
}

/** With how many adults so many pupils come at least: 28 pupils with one adult for 10 need three. */
export function adultsNeeded({ pupilsPerAdult }: AsksForAdults, pupils: number): number {
  return pupilsPerAdult === null ? 0 : Math.ceil(pupils / pupilsPerAdult);
}

/** With how many adults they come at most: one for each pupil who needs one, and two who lead the class. */
function mostAdults(pupils: number): number {
  return pupils + 2;
}

export type AdultsWrong = TooFewAdults | TooManyAdults;

/**
 * The refusal of a class with too few adults, or with so many that it is no class any more: they may take no seats, and
 * would come all the same. Null when there are as many as there should be.
 */
export function adultsWrong(
  roster: AsksForAdults,
  pupils: number,
  adults: number,
  language: Language,
): AdultsWrong | null {
  const needed = adultsNeeded(roster, pupils);
  if (adults < needed) return tooFewAdults(needed, language);
  const most = mostAdults(pupils);
  return adults > most ? tooManyAdults(most, language) : null;
}

/** One capital letter of the Ukrainian alphabet that a class may have; a Latin look-alike would be another class. */
export const CLASS_LETTER = /^[АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯ]$/u;

/**
 * The name of one adult: at most five words of letters, with no commas, digits or lines, so that no list of a class fits in.
 * A title or an initial may end with a full stop.
 */
export const ADULT_NAME = /^\p{Lu}[\p{L}\p{M}’'ʼ.-]*(?: [\p{L}\p{M}’'ʼ.-]+){0,4}$/u;
export const MOST_ADULT_NAME = 100;

/** What telephones are written with: no letters. */
export const PHONE = /^\+?[\d ()./-]{3,40}$/;

/** The needs of a class: each named once, and of no more people than come. Null when they are so. */
export function needsFault(needs: readonly Need[], people: number): string | null {
  if (new Set(needs.map(({ need }) => need)).size < needs.length) return 'needs must name each need once';
  return needs.some(({ count }) => count > people) ? 'needs must not be of more people than come' : null;
}
