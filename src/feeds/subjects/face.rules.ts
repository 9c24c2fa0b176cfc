import { titleIn } from '../../events/record/event.text.rules.ts';
import { slugOf } from '../../directory/slug.rules.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { Language } from '../../platform/language/language.ts';
import { feedPath, kindSlug } from './address.rules.ts';
import { kindsIn } from './kind.words.rules.ts';
import { writeSearch } from './search.rules.ts';

type InLanguages = Readonly<Record<Language, string>>;

/** What a reader sees of a feed: its address, what it is called, and a line about it. */
export interface FeedFace {
  /** Without the extension. */
  readonly path: string;
  readonly title: InLanguages;
  readonly about: InLanguages;
  /** ASCII, for the name of a file; without an extension. */
  readonly fileName: string;
}

export interface Named {
  readonly nameUk: string;
  readonly nameEn: string;
}

interface Titled {
  readonly titleUk: string;
  readonly titleEn: string | null;
}

/** A calendar's name stands in a narrow column; a line about it may be longer. */
export const LONGEST_TITLE = 200;
export const LONGEST_ABOUT = 1_000;
/** Of a text within a title. */
const LONGEST_PART = 100;

/** One line of at most so many characters; a longer one ends in `…`, and never within a letter. */
export function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('uk').segment(text.slice(0, most + 50))) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export function inBoth(write: (language: Language) => string, most: number): InLanguages {
  return { uk: cutAt(write('uk'), most), en: cutAt(write('en'), most) };
}

function faceOf(path: string, fileName: string, title: InLanguages, about: InLanguages): FeedFace {
  return {
    ...{ path, fileName },
    title: inBoth((language) => title[language], LONGEST_TITLE),
    about: inBoth((language) => about[language], LONGEST_ABOUT),
  };
}

export function audienceFace({ slug, nameUk, nameEn }: Named & { readonly slug: string }): FeedFace {
  return faceOf(
    feedPath({ of: 'AUDIENCE', slug }),
    slug,
    { uk: `Події: ${nameUk}`, en: `Events: ${nameEn}` },
    {
      uk: `Події бібліотек міста; аудиторія — ${nameUk}.`,
      en: `Events of the city's libraries; audience: ${nameEn}.`,
    },
  );
}

export function branchFace(branch: Named & { readonly slug: string; readonly address: string }): FeedFace {
  const { slug, nameUk, nameEn, address } = branch;
  return faceOf(
    feedPath({ of: 'BRANCH', slug }),
    slug,
    { uk: `Події: ${nameUk}`, en: `Events: ${nameEn}` },
    { uk: `Події, що відбуваються тут: ${nameUk}, ${address}.`, en: `Events held at ${nameEn}, ${address}.` },
  );
}

export function districtFace({ slug, nameUk, nameEn }: Named & { readonly slug: string }): FeedFace {
  return faceOf(
    feedPath({ of: 'DISTRICT', slug }),
    slug,
    { uk: `Події: ${nameUk}`, en: `Events: ${nameEn}` },
    { uk: `Події бібліотек району: ${nameUk}.`, en: `Events of the libraries of a district: ${nameEn}.` },
  );
}

export function kindFace(eventKind: EventKind): FeedFace {
  const [uk, en] = [kindsIn('uk', eventKind), kindsIn('en', eventKind)];
  return faceOf(
    feedPath({ of: 'KIND', eventKind }),
    kindSlug(eventKind),
    { uk, en },
    { uk: `${uk} в бібліотеках міста.`, en: `${en} in the city's libraries.` },
  );
}

/** How a measure is called without its wording. */
export function measureIn(language: Language, number: string, year: number): string {
  return language === 'en'
    ? `Measure ${number} of the plan for ${year}`
    : `Пункт ${number} плану заходів на ${year} рік`;
}

/** Of all measures that have the number in the year; `wording` is theirs. */
export function measureFace(measure: {
  readonly year: number;
  readonly number: string;
  readonly wording: string;
}): FeedFace {
  const { year, number, wording } = measure;
  const [uk, en] = [measureIn('uk', number, year), measureIn('en', number, year)];
  return faceOf(
    feedPath({ of: 'MEASURE', year, number }),
    ['plan', year, 'measure', slugOf(number)].filter(Boolean).join('-'),
    { uk, en },
    { uk: `${uk}: ${wording}`, en: `${en}: ${wording}` },
  );
}

/** Of a goal that shares its slug with one of another plan, the address names the goal by its id. */
export function goalFace(goal: {
  readonly id: string;
  readonly year: number;
  readonly slug: string;
  readonly text: string;
  readonly isFirst: boolean;
}): FeedFace {
  const { year, slug, text } = goal;
  const part = cutAt(text, LONGEST_PART);
  return faceOf(
    goalPath(goal),
    `plan-${year}-${slug}`,
    { uk: `Ціль плану на ${year} рік: ${part}`, en: `Goal of the plan for ${year}: ${part}` },
    { uk: `Події для комунікаційної цілі: ${text}`, en: `Events for a communication goal: ${text}` },
  );
}

/** Where the feed of a goal is: `isFirst` of those with its slug in its year. */
export function goalPath(goal: {
  readonly id: string;
  readonly year: number;
  readonly slug: string;
  readonly isFirst: boolean;
}): string {
  const { id, year, slug, isFirst } = goal;
  return isFirst
    ? feedPath({ of: 'GOAL', year, slug })
    : `${feedPath({ of: 'SEARCH' })}?${writeSearch({ goalId: id }).join('&')}`;
}

export function eventFace(of: 'SERIES' | 'EVENT' | 'SESSION', event: Titled & { readonly id: string }): FeedFace {
  const [uk, en] = [titleIn('uk', event), titleIn('en', event)];
  const words = {
    SERIES: { file: 'series', uk: `Усі дати: «${uk}».`, en: `All dates: “${en}”.` },
    EVENT: { file: 'event', uk: `Подія: «${uk}».`, en: `Event: “${en}”.` },
    SESSION: { file: 'date', uk: `Одна дата події «${uk}».`, en: `One date of “${en}”.` },
  }[of];
  return faceOf(
    feedPath({ of, id: event.id }),
    [words.file, slugOf(uk)].filter(Boolean).join('-'),
    { uk, en },
    { uk: words.uk, en: words.en },
  );
}
