import type { Language } from '../../platform/language/language.ts';
import type { HolidayRow } from './closure.tables.ts';

export type WrongLineKind =
  'HEADING' | 'EMPTY' | 'TOO_LONG' | 'TOO_MANY' | 'QUOTES' | 'DATE' | 'TWICE' | 'NAME' | 'NAME_TOO_LONG';

export interface WrongLine {
  readonly line: number;
  readonly kind: WrongLineKind;
}

/** The list was not imported: each line that is wrong, and what is wrong with it. */
export interface HolidayListInvalid {
  readonly kind: 'HolidayListInvalid';
  readonly message: string;
  readonly lines: readonly { readonly line: number; readonly message: string }[];
}

const WORDS: Readonly<Record<WrongLineKind, readonly [uk: string, en: string]>> = {
  HEADING: ['перший рядок має бути date,nameUk,nameEn', 'the first line must be date,nameUk,nameEn'],
  EMPTY: ['під заголовком немає жодного свята', 'there is no holiday below the heading'],
  TOO_LONG: ['перелік довший за 50 000 знаків', 'the list is longer than 50,000 characters'],
  TOO_MANY: ['свят більше ніж 1000', 'there are more than 1,000 holidays'],
  QUOTES: ['лапки не закрито або закрито зайві', 'a quotation mark is missing or one too many'],
  DATE: ['дата має бути днем 2000–2099 років, як 2026-08-24', 'the date must be a day of 2000 to 2099, as 2026-08-24'],
  TWICE: ['ця дата вже є вище', 'this date stands above already'],
  NAME: ['бракує назви українською або англійською', 'the name in Ukrainian or in English is missing'],
  NAME_TOO_LONG: ['назва довша за 200 знаків', 'a name is longer than 200 characters'],
};

export function holidayListInvalid(wrong: readonly WrongLine[], language: Language): HolidayListInvalid {
  const lines = wrong.map(({ line, kind }) => ({ line, message: WORDS[kind][language === 'uk' ? 0 : 1] }));
  const named = lines
    .slice(0, 3)
    .map(({ line, message }) => (language === 'uk' ? `рядок ${line}: ` : `line ${line}: `) + message);
  const more = lines.length > named.length ? '; …' : '';
  const message =
    language === 'uk'
      ? `Перелік свят не імпортовано: ${named.join('; ')}${more}. Виправте його й повторіть.`
      : `The list of holidays was not imported: ${named.join('; ')}${more}. Correct it and repeat.`;
  return { kind: 'HolidayListInvalid', message, lines };
}

/** What importing a list does to the holidays that are known. */
export interface HolidayDifference {
  readonly added: readonly HolidayRow[];
  readonly changed: readonly HolidayRow[];
  readonly unchanged: readonly HolidayRow[];
}

export function differenceOf(known: ReadonlyMap<string, HolidayRow>, list: readonly HolidayRow[]): HolidayDifference {
  const stateOf = (row: HolidayRow): keyof HolidayDifference => {
    const before = known.get(row.date);
    if (!before) return 'added';
    return before.nameUk === row.nameUk && before.nameEn === row.nameEn ? 'unchanged' : 'changed';
  };
  const { added = [], changed = [], unchanged = [] } = Object.groupBy(list, stateOf);
  return { added, changed, unchanged };
}
