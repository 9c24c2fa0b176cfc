import type { Language } from '../../platform/language/language.ts';
import { type Instant, plusMinutes } from '../../platform/time/instant.ts';

/** Whose calendar it is: a person's own, that of a school's classes, of a room, of a branch for its staff. */
export type PersonalFeedOf = 'PERSON' | 'SCHOOL' | 'ROOM' | 'BRANCH';

/** A telephone, a tablet, a computer at home and at work, and a few that were forgotten. */
export const MOST_FEEDS = 20;
export const MOST_NAME = 80;
export const MOST_PAST_DAYS = 366;
/** Between two notes of when a calendar was fetched. */
const TOUCH_MINUTES = 15;

/** Whether it is time to write down that a calendar was fetched. */
export function isTouchDue({ lastUsedAt }: { readonly lastUsedAt: Instant | null }, now: Instant): boolean {
  return lastUsedAt === null || plusMinutes(lastUsedAt, TOUCH_MINUTES) <= now;
}

/** Ids as a client gave them. */
export interface NamedThing {
  readonly of: PersonalFeedOf;
  readonly schoolId?: string | null;
  readonly roomId?: string | null;
  readonly branchId?: string | null;
}

const IDS = { SCHOOL: 'schoolId', ROOM: 'roomId', BRANCH: 'branchId' } as const;

/** The id of what the calendar is of, null for a person's own; or which argument is missing or too much. */
export function thingOf(named: NamedThing): { readonly id: string | null } | { readonly argument: string } {
  const wanted = named.of === 'PERSON' ? null : IDS[named.of];
  const extra = Object.values(IDS).find((name) => name !== wanted && named[name] != null);
  if (extra) return { argument: extra };
  if (wanted === null) return { id: null };
  const id = named[wanted];
  return id == null ? { argument: wanted } : { id };
}

export interface TooManyPersonalFeeds {
  readonly kind: 'TooManyPersonalFeeds';
  readonly message: string;
  readonly most: number;
}

export function tooManyFeeds(language: Language): TooManyPersonalFeeds {
  const message = {
    uk: `Щонайбільше ${MOST_FEEDS} особистих календарів. Спочатку відкличте один із них.`,
    en: `At most ${MOST_FEEDS} personal calendars. Revoke one of them first.`,
  };
  return { kind: 'TooManyPersonalFeeds', message: message[language], most: MOST_FEEDS };
}

/** The same request came before. The address it was answered with is kept nowhere, so it cannot be answered again. */
export interface PersonalFeedMadeBefore<Feed> {
  readonly kind: 'PersonalFeedMadeBefore';
  readonly message: string;
  /** Null where it was revoked since. */
  readonly feed: Feed | null;
}

export function madeBefore<Feed>(feed: Feed | null, language: Language): PersonalFeedMadeBefore<Feed> {
  const there = {
    uk: 'Цей календар уже створено, а його адресу показано один раз. Якщо її втрачено, оновіть її (rotatePersonalFeed): стара перестане діяти.',
    en: 'This calendar was made already, and its address was shown once. If it is lost, give it a new one (rotatePersonalFeed): the old one ends.',
  };
  const gone = {
    uk: 'Цей календар уже створено, а потім відкликано. Для нового календаря візьміть новий ключ.',
    en: 'This calendar was made already, and revoked since. Take a new key for a new calendar.',
  };
  return { kind: 'PersonalFeedMadeBefore', message: (feed ? there : gone)[language], feed };
}
