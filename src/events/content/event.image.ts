// An event as people edit it: its words, and the lists that belong to it.
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { WishedDetails } from '../kinds/own.rules.ts';
import { audiencesOfEvents, measuresOfEvents } from '../record/event.store.ts';
import type { EventRow, MaterialRow, OrganiserRole, SpeakerRole } from '../record/event.tables.ts';
import type { RegistrationSettings } from '../record/registration.rules.ts';
import { materialsOfEvents, organisersOfEvents, speakersOfEvents } from './event.parts.store.ts';

/** Words that stand in columns of their own, with what a new event has of each; null clears to the same. */
export const NEW_WORDS = {
  titleEn: null,
  descriptionUk: null,
  descriptionEn: null,
  language: 'uk',
  signLanguage: false,
  stepFree: null,
  ageFrom: null,
  ageTo: null,
  gradeFrom: null,
  gradeTo: null,
  attendanceMode: 'OFFLINE',
  joinUrl: null,
  contactName: null,
  contactPhone: null,
  contactEmail: null,
  tags: [],
  coverUrl: null,
  coverAltUk: null,
  coverAltEn: null,
  priceUk: null,
  priceEn: null,
  staffNotes: null,
  minimumAttendance: null,
  decideDaysBefore: null,
} satisfies Partial<EventRow>;

export type Word = keyof typeof NEW_WORDS;
export const WORDS = Object.keys(NEW_WORDS) as Word[]; // its own keys

type EventWords = Pick<EventRow, Word | 'kind' | 'titleUk' | 'branchId' | 'details' | 'registration'>;

export interface Organiser {
  readonly bodyId: Id<'Body'>;
  readonly role: OrganiserRole;
}
export interface Speaking {
  readonly speakerId: Id<'Speaker'>;
  readonly role: SpeakerRole;
}
export type Material = Omit<MaterialRow, 'eventId' | 'position'>;

export interface EventImage extends EventWords {
  readonly audienceIds: readonly Id<'Audience'>[];
  /** The primary measure first. */
  readonly measureIds: readonly Id<'Measure'>[];
  readonly organisers: readonly Organiser[];
  readonly speakers: readonly Speaking[];
  readonly materials: readonly Material[];
}

type WishedMaterial = Pick<Material, 'titleUk' | 'url' | 'visibility'> & {
  readonly id?: string | null;
  readonly titleEn?: string | null;
};

/** A list as it is wished, its ids not looked up yet. */
export interface WishedLists {
  readonly audienceIds?: readonly string[] | null;
  readonly organisers?: readonly { readonly bodyId: string; readonly role: OrganiserRole }[] | null;
  readonly speakers?: readonly { readonly speakerId: string; readonly role: SpeakerRole }[] | null;
  /** One with an id is a material of the event already. */
  readonly materials?: readonly WishedMaterial[] | null;
}

type WishedWords = { readonly [Name in Word]?: EventRow[Name] | null };

/** What an edit wants: undefined leaves as it is, null clears. */
export interface EventWish extends WishedWords, WishedLists {
  readonly kind?: EventRow['kind'];
  readonly titleUk?: string;
  readonly branchId?: string;
  readonly details?: WishedDetails;
  /** Null takes what is usual for the kind. */
  readonly registration?: Partial<RegistrationSettings> | null;
  readonly primaryMeasureId?: string;
  readonly furtherMeasureIds?: readonly string[] | null;
}

type FromElsewhere = Pick<EventRow, 'arrangement' | 'registrationUnit' | 'attendanceThreshold' | 'cloneOfId'>;

/** What a new event begins with; what is left out is as usual for its kind. */
export interface EventDraft extends Omit<EventWish, 'primaryMeasureId' | 'furtherMeasureIds'>, Partial<FromElsewhere> {
  readonly kind: EventRow['kind'];
  readonly titleUk: string;
  readonly branchId: string;
  /** The primary measure first. */
  readonly measureIds: readonly string[];
}

/** The event as it is. */
export async function imageOf(reader: Reader, event: EventRow): Promise<EventImage> {
  const ids = [event.id];
  const [audiences, measures, organisers, speakers, materials] = await Promise.all([
    audiencesOfEvents(reader, ids),
    measuresOfEvents(reader, ids),
    organisersOfEvents(reader, ids),
    speakersOfEvents(reader, ids),
    materialsOfEvents(reader, ids),
  ]);
  const { kind, titleUk, branchId, details, registration } = event;
  return {
    ...(Object.fromEntries(WORDS.map((word) => [word, event[word]])) as Pick<EventRow, Word>),
    ...{ kind, titleUk, branchId, details, registration },
    audienceIds: (audiences.get(event.id) ?? []).map(({ id }) => id),
    measureIds: (measures.get(event.id) ?? []).map(({ id }) => id),
    organisers: (organisers.get(event.id) ?? []).map(({ body, role }) => ({ bodyId: body.id, role })),
    speakers: (speakers.get(event.id) ?? []).map(({ speaker, role }) => ({ speakerId: speaker.id, role })),
    materials: (materials.get(event.id) ?? []).map(({ id, titleUk, titleEn, url, visibility }) => ({
      ...{ id, titleUk, titleEn, url, visibility },
    })),
  };
}
