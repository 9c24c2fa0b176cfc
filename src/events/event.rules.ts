import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { type Instant, nextStamp } from '../platform/time/instant.ts';
import type { EditorialStatus, EventRow, HappeningStatus } from './event.tables.ts';
import { searchKey } from './event.text.rules.ts';

export type EventAction = 'UPDATE' | 'PUBLISH' | 'CANCEL';
type Status = Pick<EventRow, 'editorialStatus' | 'happeningStatus'>;

/** From which states an action may start; a cancelled event changes no more. */
const ALLOWED: Readonly<Record<EventAction, Readonly<Record<EditorialStatus, readonly HappeningStatus[]>>>> = {
  UPDATE: { DRAFT: ['CONFIRMED'], PUBLISHED: ['CONFIRMED'] },
  PUBLISH: { DRAFT: ['CONFIRMED'], PUBLISHED: [] },
  CANCEL: { DRAFT: ['CONFIRMED'], PUBLISHED: ['CONFIRMED'] },
};

/** What the event's state allows, of all that is done with events. */
export function allowedActions({ editorialStatus, happeningStatus }: Status): EventAction[] {
  const actions = Object.keys(ALLOWED) as EventAction[]; // its own keys
  return actions.filter((action) => ALLOWED[action][editorialStatus].includes(happeningStatus));
}

export interface WrongStatus extends Status {
  readonly kind: 'WrongStatus';
  readonly message: string;
}

/** Whether the event's state allows the action; null when it does. */
export function wrongStatus(action: EventAction, event: Status, language: Language): WrongStatus | null {
  const { editorialStatus, happeningStatus } = event;
  if (ALLOWED[action][editorialStatus].includes(happeningStatus)) return null;
  const message =
    happeningStatus === 'CANCELLED'
      ? {
          uk: 'Подію скасовано, вона більше не змінюється. Створіть нову.',
          en: 'The event is cancelled and changes no more. Create a new one.',
        }
      : {
          uk: 'Подію вже опубліковано. Щоб її змінити, відредагуйте її.',
          en: 'The event is published already. To change it, edit it.',
        };
  return { kind: 'WrongStatus', message: message[language], editorialStatus, happeningStatus };
}

/** Everything about an event that a person edits. */
export interface EventImage extends Pick<
  EventRow,
  | 'kind'
  | 'titleUk'
  | 'titleEn'
  | 'descriptionUk'
  | 'descriptionEn'
  | 'branchId'
  | 'startLocal'
  | 'zone'
  | 'wallMinutes'
  | 'startsAt'
  | 'endsAt'
> {
  readonly audienceIds: readonly Id<'Audience'>[];
  /** The primary measure first. */
  readonly measureIds: readonly Id<'Measure'>[];
}

/** Which of it a subscriber's calendar shows. */
const IN_CALENDARS: Readonly<Record<keyof EventImage, boolean>> = {
  kind: false,
  titleUk: true,
  titleEn: true,
  descriptionUk: true,
  descriptionEn: true,
  branchId: true,
  startLocal: true,
  zone: true,
  wallMinutes: true,
  startsAt: true,
  endsAt: true,
  audienceIds: true,
  measureIds: true,
};

const FIELDS = Object.keys(IN_CALENDARS) as (keyof EventImage)[];

export function changedFields(before: EventImage, after: EventImage): readonly (keyof EventImage)[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

type Stamps = Pick<EventRow, 'version' | 'sequence' | 'updatedAt' | 'revisedAt'>;

/** The stamps after an edit of these fields: calendars hear of it when the event is published and shows one of them. */
export function stampsAfterEdit(
  event: Stamps & Pick<EventRow, 'editorialStatus'>,
  changed: readonly (keyof EventImage)[],
  now: Instant,
): Stamps {
  return stamps(event, event.editorialStatus === 'PUBLISHED' && changed.some((field) => IN_CALENDARS[field]), now);
}

export function stampsAfterCancel(event: Stamps & Pick<EventRow, 'editorialStatus'>, now: Instant): Stamps {
  return stamps(event, event.editorialStatus === 'PUBLISHED', now);
}

/** Calendars see a published event for the first time, so its sequence stays where it began. */
export function stampsAfterPublish(event: Stamps, now: Instant): Stamps {
  return { ...stamps(event, true, now), sequence: event.sequence };
}

function stamps(event: Stamps, seen: boolean, now: Instant): Stamps {
  return {
    version: event.version + 1,
    updatedAt: now,
    sequence: event.sequence + (seen ? 1 : 0),
    revisedAt: seen ? nextStamp(now, event.revisedAt) : event.revisedAt,
  };
}

export type Missing = 'AUDIENCES';

export interface NotReady {
  readonly kind: 'NotReady';
  readonly message: string;
  readonly missing: readonly Missing[];
}

const NEEDED: Readonly<
  Record<Missing, { has: (event: Pick<EventImage, 'audienceIds'>) => boolean; uk: string; en: string }>
> = {
  AUDIENCES: { has: (event) => event.audienceIds.length > 0, uk: 'хоча б одна аудиторія', en: 'at least one audience' },
};

/** What an event lacks for the public eye, all at once; null when nothing. */
export function notReady(event: Pick<EventImage, 'audienceIds'>, language: Language): NotReady | null {
  const missing = (Object.keys(NEEDED) as Missing[]).filter((need) => !NEEDED[need].has(event));
  if (missing.length === 0) return null;
  const named = missing.map((need) => NEEDED[need][language]).join(', ');
  return {
    kind: 'NotReady',
    message:
      language === 'uk'
        ? `Опублікованій події потрібно ще: ${named}. Додайте це й повторіть.`
        : `A published event still needs: ${named}. Add it and repeat.`,
    missing,
  };
}

/** Title and descriptions as they are searched. */
export function searchKeyOf(event: Pick<EventRow, 'titleUk' | 'titleEn' | 'descriptionUk' | 'descriptionEn'>): string {
  return searchKey([event.titleUk, event.titleEn, event.descriptionUk, event.descriptionEn].filter(Boolean).join('\n'));
}

/** The title in a reader's language; Ukrainian where there is no other. */
export function titleIn(language: Language, event: Pick<EventRow, 'titleUk' | 'titleEn'>): string {
  return (language === 'en' ? event.titleEn : null) ?? event.titleUk;
}

/** The description in a reader's language; where it is missing, in the other. */
export function descriptionIn(
  language: Language,
  event: Pick<EventRow, 'descriptionUk' | 'descriptionEn'>,
): string | null {
  return language === 'en'
    ? (event.descriptionEn ?? event.descriptionUk)
    : (event.descriptionUk ?? event.descriptionEn);
}
