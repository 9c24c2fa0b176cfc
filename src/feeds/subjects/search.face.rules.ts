import { nameIn } from '../../calendar/session.text.rules.ts';
import type { AttendanceMode } from '../../events/record/event.tables.ts';
import type { Language } from '../../platform/language/language.ts';
import { timeOf, toLocal, KYIV } from '../../platform/time/local.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { feedPath } from './address.rules.ts';
import { type FeedFace, inBoth, LONGEST_ABOUT, LONGEST_TITLE, cutAt, measureIn, type Named } from './face.rules.ts';
import { kindsIn } from './kind.words.rules.ts';
import { type DayMeaning, dayOfMoment } from './moment.rules.ts';
import { type Search, writeSearch } from './search.rules.ts';

type Names = ReadonlyMap<string, Named>;

/** What the things are called that a search names by slugs and ids; of what nobody knows there is nothing. */
export interface SearchNames {
  readonly audiences: Names;
  readonly branches: Names;
  readonly districts: Names;
  /** The measure of its id. */
  readonly measure: { readonly year: number; readonly number: string } | null;
  readonly goal: string | null;
}

const LONGEST_GOAL = 80;
/** Of what a list names that finds nothing. */
const NOTHING = '—';

type Modes = Readonly<Record<AttendanceMode, string>>;

const WORDS = {
  uk: {
    all: 'Усі події',
    name: (parts: string) => `Події: ${parts}`,
    allAbout: 'Усі події бібліотек міста.',
    about: (parts: string) => `Події бібліотек міста за умовами: ${parts}.`,
    text: (text: string) => `«${text}»`,
    goal: (text: string) => `ціль «${text}»`,
    languages: (names: string) => `мова — ${names}`,
    modes: { OFFLINE: 'наживо', ONLINE: 'онлайн', MIXED: 'змішано' } satisfies Modes,
    signLanguage: 'з перекладом жестовою мовою',
    stepFree: 'без сходинок',
    age: (years: number) => `вік — ${years}`,
    grade: (grade: number) => `клас — ${grade}`,
    from: (day: string) => `з ${day}`,
    throughDay: (day: string) => `по ${day}`,
    to: (moment: string) => `до ${moment}`,
  },
  en: {
    all: 'All events',
    name: (parts: string) => `Events: ${parts}`,
    allAbout: "All events of the city's libraries.",
    about: (parts: string) => `Events of the city's libraries that fit: ${parts}.`,
    text: (text: string) => `“${text}”`,
    goal: (text: string) => `goal “${text}”`,
    languages: (names: string) => `in ${names}`,
    modes: { OFFLINE: 'on the spot', ONLINE: 'online', MIXED: 'on the spot and online' } satisfies Modes,
    signLanguage: 'interpreted into sign language',
    stepFree: 'step-free',
    age: (years: number) => `age ${years}`,
    grade: (grade: number) => `grade ${grade}`,
    from: (day: string) => `from ${day}`,
    throughDay: (day: string) => `through ${day}`,
    to: (moment: string) => `until ${moment}`,
  },
} as const;

/** A search, called by its words and conditions. */
export function searchFace(search: Search, names: SearchNames): FeedFace {
  const parameters = writeSearch(search).join('&');
  const isAll = parameters === '';
  const parts = (language: Language) => conditions(search, names, language).join('; ');
  return {
    path: `${feedPath({ of: 'SEARCH' })}${isAll ? '' : `?${parameters}`}`,
    fileName: isAll ? 'events' : 'search',
    title: inBoth((language) => (isAll ? WORDS[language].all : WORDS[language].name(parts(language))), LONGEST_TITLE),
    about: inBoth(
      (language) => (isAll ? WORDS[language].allAbout : WORDS[language].about(parts(language))),
      LONGEST_ABOUT,
    ),
  };
}

function conditions(search: Search, names: SearchNames, language: Language): readonly string[] {
  const words = WORDS[language];
  const { text, kinds, measure, measureId, goalId, languages, modes, age, grade, from, to } = search;
  const listed = (slugs: readonly string[] | undefined, known: Names) =>
    said(slugs, (slug) => nameOf(language, slug, known));
  return [
    ...(text === undefined ? [] : [words.text(text)]),
    ...said(kinds, (kind) => small(kindsIn(language, kind))),
    ...listed(search.audiences, names.audiences),
    ...listed(search.branches, names.branches),
    ...listed(search.districts, names.districts),
    ...(measure ? [small(measureIn(language, measure.number, measure.year))] : []),
    ...(measureId === undefined ? [] : [measureOf(language, names)]),
    ...(goalId === undefined ? [] : [names.goal === null ? NOTHING : words.goal(cutAt(names.goal, LONGEST_GOAL))]),
    ...(languages ? [words.languages(said(languages, (code) => languageName(language, code)).join(''))] : []),
    ...said(modes, (mode) => words.modes[mode]),
    ...(search.signLanguage ? [words.signLanguage] : []),
    ...(search.stepFree ? [words.stepFree] : []),
    ...(age === undefined ? [] : [words.age(age)]),
    ...(grade === undefined ? [] : [words.grade(grade)]),
    ...(from ? [words.from(momentIn(language, from, 'FIRST'))] : []),
    ...(to ? [(dayOfMoment(to, 'LAST') ? words.throughDay : words.to)(momentIn(language, to, 'LAST'))] : []),
  ];
}

/** The things of a list in one row; nothing where none is asked for. */
function said<One>(list: readonly One[] | undefined, word: (one: One) => string): readonly string[] {
  if (!list) return [];
  return [list.length === 0 ? NOTHING : list.map(word).join(', ')];
}

function nameOf(language: Language, slug: string, known: Names): string {
  const named = known.get(slug);
  return named ? nameIn(language, named) : slug;
}

function measureOf(language: Language, { measure }: SearchNames): string {
  return measure ? small(measureIn(language, measure.number, measure.year)) : NOTHING;
}

function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function languageName(language: Language, code: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
}

/** In Kyiv, as its readers write dates; with the time where it is not the edge of a day. */
function momentIn(language: Language, at: Instant, which: DayMeaning): string {
  const day = dayOfMoment(at, which);
  if (day !== null) return dateText(language, day);
  const local = toLocal(at, KYIV);
  return `${dateText(language, local.slice(0, 10))} ${timeOf(local)}`;
}

function dateText(language: Language, date: string): string {
  return language === 'en' ? date : date.split('-').toReversed().join('.');
}
