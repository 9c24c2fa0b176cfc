import { KIND_FACTS } from '../../events/kinds/kind.facts.rules.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { cleanLine } from '../../platform/text/text.rules.ts';
import { ID, SLUG } from './parameter.rules.ts';

/** What the address of a public feed names. */
export type FeedName =
  | { readonly of: 'AUDIENCE' | 'BRANCH' | 'DISTRICT'; readonly slug: string }
  | { readonly of: 'KIND'; readonly eventKind: EventKind }
  /** Several measures may have one number in one year: all of them are meant. */
  | { readonly of: 'MEASURE'; readonly year: number; readonly number: string }
  | { readonly of: 'GOAL'; readonly year: number; readonly slug: string }
  | { readonly of: 'SERIES' | 'EVENT' | 'SESSION'; readonly id: string }
  /** Of which sessions, its query says. */
  | { readonly of: 'SEARCH' };
export type FeedKind = FeedName['of'];

export const EVENT_KINDS = Object.keys(KIND_FACTS) as readonly EventKind[]; // its own keys
const KINDS_BY_SLUG = new Map(EVENT_KINDS.map((kind) => [kindSlug(kind), kind]));

export function kindSlug(kind: EventKind): string {
  return kind.toLowerCase().replaceAll('_', '-');
}

/** `thematic-lesson`, and also the code itself: THEMATIC_LESSON. */
export function kindOfSlug(text: string): EventKind | null {
  return KINDS_BY_SLUG.get(text.toLowerCase().replaceAll('_', '-')) ?? null;
}

/** The path without extension and query: `/feeds/audiences/pupils`. */
export function feedPath(name: FeedName): string {
  switch (name.of) {
    case 'AUDIENCE':
      return `/feeds/audiences/${name.slug}`;
    case 'BRANCH':
      return `/feeds/branches/${name.slug}`;
    case 'DISTRICT':
      return `/feeds/districts/${name.slug}`;
    case 'KIND':
      return `/feeds/kinds/${kindSlug(name.eventKind)}`;
    case 'MEASURE':
      return `/feeds/plans/${name.year}/measures/${encodeURIComponent(name.number)}`;
    case 'GOAL':
      return `/feeds/plans/${name.year}/goals/${name.slug}`;
    case 'SERIES':
      return `/feeds/series/${name.id}`;
    case 'EVENT':
      return `/feeds/events/${name.id}`;
    case 'SESSION':
      return `/feeds/sessions/${name.id}`;
    case 'SEARCH':
      return '/feeds/search';
  }
}

const BY_SLUG = { audiences: 'AUDIENCE', branches: 'BRANCH', districts: 'DISTRICT' } as const;
const BY_ID = { series: 'SERIES', events: 'EVENT', sessions: 'SESSION' } as const;

/** What a path names, percent-encoded or not; null for a path that is no public feed's. */
export function readFeedPath(path: string): FeedName | null {
  const [before, first, list = '', ...rest] = path.split('/');
  const parts = rest.map(decoded);
  if (before !== '' || first !== 'feeds' || parts.includes(null)) return null;
  const [one = '', among = '', part = ''] = parts as string[]; // none of them is null
  if (list === 'search' && parts.length === 0) return { of: 'SEARCH' };
  if (list === 'plans' && parts.length === 3) return ofPlan(one, among, part);
  return parts.length === 1 ? ofList(list, one) : null;
}

function ofList(list: string, name: string): FeedName | null {
  if (isKey(BY_SLUG, list)) return SLUG.test(name) ? { of: BY_SLUG[list], slug: name } : null;
  if (isKey(BY_ID, list)) return ID.test(name) ? { of: BY_ID[list], id: name.toLowerCase() } : null;
  // An address has small letters: another spelling would be another key of every cache.
  const eventKind = list === 'kinds' ? kindOfSlug(name) : null;
  return eventKind && kindSlug(eventKind) === name ? { of: 'KIND', eventKind } : null;
}

function ofPlan(yearText: string, list: string, name: string): FeedName | null {
  const year = /^\d{4}$/.test(yearText) ? Number(yearText) : 0;
  // As for MeasureNumberInput.
  if (year < 1990 || year > 2100) return null;
  if (list === 'goals') return SLUG.test(name) ? { of: 'GOAL', year, slug: name } : null;
  const number = cleanLine(name);
  return list === 'measures' && number.length >= 1 && number.length <= 20 ? { of: 'MEASURE', year, number } : null;
}

function isKey<Key extends string>(record: Readonly<Record<Key, unknown>>, key: string): key is Key {
  return Object.hasOwn(record, key);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The address of a feed in a format: its extension stands before what is asked of it. */
export function withExtension(path: string, extension: string): string {
  const at = path.indexOf('?');
  return at < 0 ? `${path}.${extension}` : `${path.slice(0, at)}.${extension}${path.slice(at)}`;
}
