// From what an edit wants to the event as it is to be.
import type { Reader } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { KIND_FACTS } from '../kinds/kind.facts.rules.ts';
import { audiencesByCodes } from '../kinds/kind.store.ts';
import { detailsAfter, type NotOfThisKind, notOfThisKind, registrationAfter } from '../kinds/own.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionFacts } from '../record/readiness.rules.ts';
import { type EventDraft, type EventImage, type EventWish, NEW_WORDS, type Word, WORDS } from './event.image.ts';
import {
  contradictions,
  type JoinLinkOffline,
  joinUrlAfter,
  type SpeakerRetired,
  speakerRetired,
} from './event.rules.ts';
import { knownAudiences, knownBranch, knownMaterials, knownMeasures, knownOrganisers, knownSpeakers } from './known.ts';

/** Whether it is held is decided so many days before, where nobody says otherwise. */
const USUAL_DECISION_DAYS = 3;

/** What is wrong with the words themselves. */
export type WishRefusal = NotOfThisKind | SpeakerRetired | JoinLinkOffline;

interface Surroundings {
  /** Null for a new event. */
  readonly before: EventImage | null;
  /** What stands in the calendar by now. */
  readonly sessions: readonly SessionFacts[];
  readonly language: Language;
}

type Whole = EventWish & Pick<EventDraft, 'kind' | 'titleUk' | 'branchId' | 'measureIds'>;

/** A new event. Throws NOT_FOUND for ids of nothing, BAD_USER_INPUT for fields that contradict each other. */
export async function imageOfDraft(
  reader: Reader,
  draft: EventDraft,
  language: Language,
): Promise<EventImage | WishRefusal> {
  const { audienceIds = await usualAudiences(reader, draft.kind) } = draft;
  return imageAfter(reader, { ...draft, audienceIds }, { before: null, sessions: [], language });
}

/** The event after an edit: undefined keeps, null clears. Throws as `imageOfDraft` does. */
export async function imageOfEdit(
  reader: Reader,
  before: EventImage,
  wish: EventWish,
  surroundings: Pick<Surroundings, 'sessions' | 'language'>,
): Promise<EventImage | WishRefusal> {
  const { kind = before.kind, titleUk = before.titleUk, branchId = before.branchId } = wish;
  const [primary, ...further] = before.measureIds;
  const { primaryMeasureId = primary, furtherMeasureIds = further } = wish;
  const measureIds = [...(primaryMeasureId === undefined ? [] : [primaryMeasureId]), ...(furtherMeasureIds ?? [])];
  return imageAfter(reader, { ...wish, kind, titleUk, branchId, measureIds }, { before, ...surroundings });
}

async function usualAudiences(reader: Reader, kind: EventRow['kind']): Promise<string[]> {
  const { audiences } = KIND_FACTS[kind];
  const rows = await audiencesByCodes(reader, audiences);
  return audiences.flatMap((code) => rows.get(code)?.id ?? []);
}

async function imageAfter(
  reader: Reader,
  wish: Whole,
  { before, sessions, language }: Surroundings,
): Promise<EventImage | WishRefusal> {
  const { kind, titleUk } = wish;
  const own = detailsAfter(before, kind, wish.details ?? {});
  const { registration, foreign } = registrationAfter(before, kind, wish.registration);
  if (own.foreign.length + foreign.length > 0) return notOfThisKind(kind, [...own.foreign, ...foreign], language);
  const speakers = await speakersAfter(reader, wish, before, language);
  if (isRefusal(speakers)) return speakers;
  const words = wordsAfter(before, wish);
  const joinUrl = joinUrlAfter(words, { before, isGiven: wish.joinUrl != null }, sessions, language);
  if (isRefusal(joinUrl)) return joinUrl;
  const image: EventImage = {
    ...{ ...words, ...decisionOf(words, wish), kind, titleUk, joinUrl, details: own.details, registration, speakers },
    branchId: before?.branchId === wish.branchId ? before.branchId : await knownBranch(reader, wish.branchId),
    ...(await listsAfter(reader, wish, before)),
  };
  const fields = contradictions(image);
  if (fields.length > 0) throw invalidInput(fields.map(({ path, rule }) => `${path}: ${rule}`).join('; '), { fields });
  return image;
}

function wordsAfter(before: EventImage | null, wish: EventWish): Pick<EventRow, Word> {
  const said = WORDS.map((word) => {
    const value = wish[word];
    if (value === undefined) return [word, (before ?? NEW_WORDS)[word]];
    // A text of nothing says nothing.
    return [word, value === null || value === '' ? NEW_WORDS[word] : value];
  });
  return Object.fromEntries(said) as Pick<EventRow, Word>; // every word, each with a value of its own
}

/** Both or neither. Throws BAD_USER_INPUT for a day on which nothing is decided. */
function decisionOf({ minimumAttendance, decideDaysBefore }: Pick<EventRow, Word>, wish: EventWish) {
  if (minimumAttendance === null && wish.decideDaysBefore != null) {
    const fields = [{ path: 'decideDaysBefore', rule: 'goes with minimumAttendance' }];
    throw invalidInput('decideDaysBefore: goes with minimumAttendance', { fields });
  }
  return { decideDaysBefore: minimumAttendance === null ? null : (decideDaysBefore ?? USUAL_DECISION_DAYS) };
}

async function listsAfter(reader: Reader, wish: Whole, before: EventImage | null) {
  const { audienceIds, measureIds, organisers, materials } = wish;
  const kept = before ?? { audienceIds: [], organisers: [], materials: [] };
  return {
    audienceIds: audienceIds === undefined ? kept.audienceIds : await knownAudiences(reader, audienceIds ?? []),
    measureIds: await knownMeasures(reader, measureIds),
    organisers: organisers === undefined ? kept.organisers : await knownOrganisers(reader, organisers ?? []),
    materials: materials === undefined ? kept.materials : knownMaterials(materials ?? [], kept.materials),
  };
}

/** Whoever retired since stays where they were named, and is named nowhere anew. */
async function speakersAfter(reader: Reader, { speakers }: EventWish, before: EventImage | null, language: Language) {
  const had = before?.speakers ?? [];
  if (speakers === undefined) return had;
  const wished = await knownSpeakers(reader, speakers ?? []);
  const retired = wished.filter(
    ({ speaker }) => speaker.retiredAt !== null && !had.some(({ speakerId }) => speakerId === speaker.id),
  );
  if (retired.length === 0) return wished.map(({ speakerId, role }) => ({ speakerId, role }));
  const names = retired.map(({ speaker: { nameUk, nameEn } }) => (language === 'en' ? (nameEn ?? nameUk) : nameUk));
  return speakerRetired(names, language);
}
