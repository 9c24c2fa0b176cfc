import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { KIND_FACTS } from '../kinds/kind.facts.rules.ts';
import { takesPlace } from '../record/happening.rules.ts';
import type { SessionFacts } from '../record/readiness.rules.ts';
import type { SessionPlace } from '../record/session.tables.ts';
import { SEARCH_VERSION, searchText } from '../texts/search.rules.ts';
import { readAddress } from './address.rules.ts';
import type { EventImage } from './event.image.ts';

/** Which of it a subscriber's calendar shows. */
const IN_CALENDARS: Readonly<Record<keyof EventImage, boolean>> = {
  kind: true,
  titleUk: true,
  titleEn: true,
  descriptionUk: true,
  descriptionEn: true,
  branchId: true,
  language: true,
  signLanguage: false,
  stepFree: false,
  ageFrom: false,
  ageTo: false,
  gradeFrom: false,
  gradeTo: false,
  attendanceMode: true,
  joinUrl: false,
  contactName: false,
  contactPhone: false,
  contactEmail: false,
  tags: false,
  coverUrl: true,
  coverAltUk: true,
  coverAltEn: true,
  priceUk: true,
  priceEn: true,
  staffNotes: false,
  minimumAttendance: false,
  decideDaysBefore: false,
  details: false,
  registration: false,
  audienceIds: true,
  measureIds: true,
  organisers: false,
  // Feeds name none, and a speaker who is renamed, or forgotten, would not be told of either: only pages show them.
  speakers: false,
  materials: false,
};

type ImageField = keyof EventImage;
const FIELDS = Object.keys(IN_CALENDARS) as ImageField[]; // its own keys

export function changedFields(before: EventImage, after: EventImage): ImageField[] {
  return FIELDS.filter((field) => canonical(before[field]) !== canonical(after[field]));
}

/** Whether subscribers' calendars show one of these. */
export function isInCalendars(fields: readonly ImageField[]): boolean {
  return fields.some((field) => IN_CALENDARS[field]);
}

/** As text in which equal values are equal; the database gives the keys of an object in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The words by which an event is found. */
export function searchedBy({ titleUk, titleEn, descriptionUk, descriptionEn, tags }: SearchedWords) {
  const text = searchText([titleUk, titleEn, descriptionUk, descriptionEn, ...tags]);
  return { searchText: text, searchVersion: SEARCH_VERSION };
}
export type SearchedWords = Pick<EventImage, 'titleUk' | 'titleEn' | 'descriptionUk' | 'descriptionEn' | 'tags'>;

/** A field that says the contrary of another, and what is wrong with it: in the form of the checks of an input. */
export interface Contradiction {
  readonly path: string;
  readonly rule: string;
}

/** What cannot be true at once, of fields that an edit may name one by one. */
export function contradictions(image: EventImage): Contradiction[] {
  const { ageFrom, ageTo, gradeFrom, gradeTo, details } = image;
  const { opensOn = null, closesOn = null } = details.exhibition ?? {};
  const { submissionsUntil = null, resultsOn = null } = details.contest ?? {};
  return [
    ...order('ageTo', ageFrom, ageTo, 'ageFrom'),
    ...order('gradeTo', gradeFrom, gradeTo, 'gradeFrom'),
    ...order('exhibition.closesOn', opensOn, closesOn, 'opensOn'),
    ...order('contest.resultsOn', submissionsUntil, resultsOn, 'submissionsUntil'),
  ];
}

function order<Value extends number | string>(path: string, from: Value | null, to: Value | null, than: string) {
  return from !== null && to !== null && to < from ? [{ path, rule: `must not come before ${than}` }] : [];
}

/** A link to join by was given for an event that nobody joins over the network. */
export type JoinLinkOffline = Refusal<'JoinLinkOffline'>;

type Joined = Pick<EventImage, 'attendanceMode' | 'joinUrl'>;

/**
 * The link that is left, or why it cannot be given: an event held on the spot has one only for dates moved online, also
 * while such a date is cancelled or postponed. It goes with the edit that takes the event off the network, and no other.
 */
export function joinUrlAfter(
  { attendanceMode, joinUrl }: Joined,
  { before, isGiven }: { readonly before: Joined | null; readonly isGiven: boolean },
  sessions: readonly SessionFacts[],
  language: Language,
): string | null | JoinLinkOffline {
  const isJoined = sessions.some(({ place, standing }) => place === 'ONLINE' && standing !== 'DROPPED');
  if (attendanceMode !== 'OFFLINE' || isJoined || joinUrl === null) return joinUrl;
  // What was kept before addresses were kept as they are read is still the same address.
  const kept = before?.joinUrl ?? '';
  if (before?.attendanceMode === 'OFFLINE' && [kept, readAddress(kept)].includes(joinUrl)) return joinUrl;
  if (!isGiven) return null;
  return {
    kind: 'JoinLinkOffline',
    message:
      language === 'uk'
        ? 'Подія проходить наживо, тож посилання нікому не знадобиться. Зробіть її онлайн чи змішаною або спершу перенесіть дату в онлайн.'
        : 'The event is held on the spot, so nobody needs a link. Make it online or mixed, or move a date online first.',
  };
}

/** Dates ahead are somewhere where an event of this kind or mode cannot be. */
export interface PlacesDoNotFit extends Refusal<'PlacesDoNotFit'> {
  readonly places: readonly SessionPlace[];
}

/** Whether the dates ahead can stay where they are under another kind or mode; null when they can. */
export function placesDoNotFit(
  { kind, attendanceMode }: Pick<EventImage, 'kind' | 'attendanceMode'>,
  sessions: readonly SessionFacts[],
  now: Instant,
  language: Language,
): PlacesDoNotFit | null {
  const places = sessions
    .filter(
      ({ standing, happeningStatus, endsAt }) =>
        standing === 'SCHEDULED' && takesPlace(happeningStatus) && endsAt > now,
    )
    .filter(({ place, happeningStatus }) => {
      if (place === 'ONLINE') return attendanceMode === 'OFFLINE' && happeningStatus !== 'MOVED_ONLINE';
      return place === 'BRANCH' && attendanceMode !== 'ONLINE' && !KIND_FACTS[kind].withoutRoom;
    })
    .map(({ place }) => place);
  if (places.length === 0) return null;
  return {
    kind: 'PlacesDoNotFit',
    message:
      language === 'uk'
        ? 'Дати цієї події стоять там, де така подія не може бути. Спершу дайте їм зали.'
        : 'Dates of this event are where such an event cannot be. Give them rooms first.',
    places: [...new Set(places)],
  };
}

/** Whoever does not speak any more was named for an event. */
export interface SpeakerRetired extends Refusal<'SpeakerRetired'> {
  readonly names: readonly string[];
}

export function speakerRetired(names: readonly string[], language: Language): SpeakerRetired {
  const named = names.join(', ');
  return {
    kind: 'SpeakerRetired',
    message:
      language === 'uk'
        ? `Уже не виступає: ${named}. Оберіть когось іншого.`
        : `Does not speak any more: ${named}. Choose somebody else.`,
    names,
  };
}
