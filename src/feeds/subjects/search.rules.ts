import type { AttendanceMode } from '../../events/record/event.tables.ts';
import type { ProgrammeWish } from '../../events/programme/programme.criteria.ts';
import { searchWords } from '../../events/texts/search.rules.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { cleanLine } from '../../platform/text/text.rules.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { kindOfSlug, kindSlug } from './address.rules.ts';
import { readMoment, writeMoment } from './moment.rules.ts';
import {
  ID,
  isWrong,
  readable,
  readWholeNumber,
  readYesOrNo,
  SLUG,
  valueOf,
  valuesOf,
  wrong,
  type WrongParameter,
} from './parameter.rules.ts';

/** A filter of the programme as the address of its feed says it: what asks for nothing is not there, lists are sorted. */
export interface Search {
  readonly text?: string;
  readonly kinds?: readonly EventKind[];
  readonly audiences?: readonly string[];
  readonly branches?: readonly string[];
  readonly districts?: readonly string[];
  readonly measure?: { readonly year: number; readonly number: string };
  readonly measureId?: string;
  readonly goalId?: string;
  readonly languages?: readonly string[];
  readonly modes?: readonly AttendanceMode[];
  readonly signLanguage?: true;
  readonly stepFree?: true;
  readonly age?: number;
  readonly grade?: number;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** Stands for what nobody has: an empty list, or an id of nothing. No slug is only this. */
export const NONE = '-';

interface Parameter<Value> {
  readonly name: string;
  /** What it says; a text is the rule that it breaks. Whether there is too much of it, is for others to say. */
  readonly read: (texts: readonly string[]) => { readonly value: Value | undefined } | string;
  /** The same of a filter that somebody gave; undefined where it asks for nothing. */
  readonly settle: (value: Value) => Value | undefined;
  readonly write: (value: Value) => string;
}

type Field = keyof Search;

/** In the order in which addresses have them. */
const PARAMETERS: { readonly [Name in Field]-?: Parameter<NonNullable<Search[Name]>> } = {
  text: {
    name: 'q',
    read: ([text = '']) => ({ value: text }),
    settle: (text) => {
      const line = cleanLine(text);
      return searchWords(line).length > 0 ? line : undefined;
    },
    write: (text) => text,
  },
  kinds: list('kinds', kindOfSlug, kindSlug, 'must be kinds of events: lecture,thematic-lesson'),
  audiences: slugs('audiences'),
  branches: slugs('branches'),
  districts: slugs('districts'),
  measure: {
    name: 'measure',
    read: ([text = '']) => {
      const [, year, number = ''] = /^(\d{4})\/(.+)$/u.exec(text) ?? [];
      return year === undefined ? 'must be a year and a number: 2019/8' : { value: { year: Number(year), number } };
    },
    settle: ({ year, number }) => ({ year, number: cleanLine(number) }),
    write: ({ year, number }) => `${year}/${number}`,
  },
  measureId: id('measureId'),
  goalId: id('goal'),
  languages: list('languages', (text) => text.toLowerCase(), String, 'must be codes of two small letters: uk'),
  modes: list('modes', modeOf, (mode) => mode.toLowerCase(), 'must be among offline, online, mixed'),
  signLanguage: flag('signLanguage'),
  stepFree: flag('stepFree'),
  age: wholeNumber('age'),
  grade: wholeNumber('grade'),
  from: moment('from', 'FIRST'),
  to: moment('to', 'LAST'),
};
const MODES: readonly AttendanceMode[] = ['OFFLINE', 'ONLINE', 'MIXED'];
const FIELDS = Object.keys(PARAMETERS) as readonly Field[];

export function parameterOf(field: string): string {
  return PARAMETERS[field as Field]?.name ?? field;
}

/** What the parameters of an address ask for, in any order; what is no parameter asks for nothing. */
export function readSearch(query: URLSearchParams): Search | WrongParameter {
  const found: Partial<Record<Field, unknown>> = {};
  for (const field of FIELDS) {
    const { name, read } = PARAMETERS[field];
    const texts = textsOf(query, field, name);
    if (isWrong(texts)) return texts;
    if (texts.length === 0) continue;
    const said = read(texts);
    if (typeof said === 'string') return wrong(name, said);
    if (said.value !== undefined) found[field] = said.value;
  }
  return found as Search; // each by the reader of its field
}

const LISTS: readonly Field[] = ['kinds', 'audiences', 'branches', 'districts', 'languages', 'modes'];

function textsOf(query: URLSearchParams, field: Field, name: string): readonly string[] | WrongParameter {
  if (LISTS.includes(field)) return valuesOf(query, name);
  const text = valueOf(query, name);
  return text === null ? [] : isWrong(text) ? text : [text];
}

/** A filter that somebody gave, as its address says it: equal ones have one address. */
export function searchOf(wish: ProgrammeWish): Search {
  const found: Partial<Record<Field, unknown>> = {};
  for (const field of FIELDS) {
    const value = wish[field];
    const settled = value == null ? undefined : (PARAMETERS[field] as Parameter<unknown>).settle(value);
    if (settled !== undefined) found[field] = settled;
  }
  return found as Search; // each by the rules of its field
}

/** The parameters that say so, to be joined by `&`. */
export function writeSearch(search: Search): readonly string[] {
  return FIELDS.flatMap((field) => {
    const value = search[field];
    const { name, write } = PARAMETERS[field] as Parameter<unknown>;
    return value === undefined ? [] : [`${name}=${readable(write(value))}`];
  });
}

function list<Code extends string>(
  name: string,
  read: (text: string) => Code | null,
  write: (code: Code) => string,
  rule: string,
): Parameter<readonly Code[]> {
  return {
    name,
    read: (texts) => {
      const parts = partsOf(texts);
      const codes = parts.filter((part) => part !== NONE).map(read);
      if (codes.includes(null)) return rule;
      return { value: parts.length === 0 ? undefined : (codes as Code[]) };
    },
    settle: (codes) => [...new Set(codes)].toSorted(),
    write: (codes) => (codes.length === 0 ? NONE : codes.map(write).join(',')),
  };
}

function partsOf(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function slugOrNull(text: string): string | null {
  return SLUG.test(text) ? text : null;
}

function slugs(name: string): Parameter<readonly string[]> {
  const codes = list(name, slugOrNull, String, 'must be names as in addresses, words of a-z and 0-9 joined by -');
  // What nobody can be called finds nothing, as everywhere.
  return { ...codes, settle: (given) => codes.settle(given.filter((slug) => SLUG.test(slug) && slug !== NONE)) };
}

function id(name: string): Parameter<string> {
  return {
    name,
    read: ([text = '']) => (text === NONE || ID.test(text) ? { value: text } : 'must be an id'),
    settle: (text) => (ID.test(text) ? text.toLowerCase() : NONE),
    write: (text) => text,
  };
}

function flag(name: string): Parameter<true> {
  return {
    name,
    read: ([text = '']) => {
      const said = readYesOrNo(text);
      return said === null ? 'must be yes or no' : { value: said || undefined };
    },
    settle: (value) => value || undefined,
    write: () => 'yes',
  };
}

function wholeNumber(name: string): Parameter<number> {
  return {
    name,
    read: ([text = '']) => {
      const value = readWholeNumber(text);
      return value === null ? 'must be a whole number' : { value };
    },
    settle: (value) => value,
    write: String,
  };
}

function moment(name: string, which: 'FIRST' | 'LAST'): Parameter<Instant> {
  return {
    name,
    read: ([text = '']) => {
      const value = readMoment(text, which);
      return value === null ? 'must look like 2026-03-29 or 2026-03-29T18:00:00+03:00' : { value };
    },
    settle: (value) => value,
    write: (value) => writeMoment(value, which),
  };
}

function modeOf(text: string): AttendanceMode | null {
  return MODES.find((mode) => mode === text.toUpperCase()) ?? null;
}
