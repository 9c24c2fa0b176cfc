import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { RegistrationSettings } from '../record/registration.rules.ts';
import { KIND_FACTS, type OwnFields } from './kind.facts.rules.ts';
import type { KindDetails } from '../record/details.rules.ts';

/** What was said of an event that events of its kind do not say. */
export type ForeignField = OwnFields | 'REGISTRATION';

/** Fields of another kind were given, or would be left without a place by a change of kind. */
export interface NotOfThisKind extends Refusal<'NotOfThisKind'> {
  readonly eventKind: EventKind;
  readonly fields: readonly ForeignField[];
}

type DetailsName = keyof KindDetails;

const OWN: Readonly<Record<DetailsName, OwnFields>> = {
  lesson: 'LESSON',
  contest: 'CONTEST',
  exhibition: 'EXHIBITION',
  training: 'TRAINING',
};
const DETAILS = Object.keys(OWN) as DetailsName[]; // its own keys

const FIELDS: Readonly<Record<ForeignField, { readonly uk: string; readonly en: string }>> = {
  LESSON: { uk: 'поля уроку', en: 'the fields of a lesson' },
  CONTEST: { uk: 'поля конкурсу', en: 'the fields of a contest' },
  EXHIBITION: { uk: 'поля виставки', en: 'the fields of an exhibition' },
  TRAINING: { uk: 'поля навчання', en: 'the fields of a training' },
  REGISTRATION: { uk: 'реєстрація', en: 'registration' },
};

/** The own fields with which an event of this kind begins. */
function usualDetails(kind: EventKind): KindDetails {
  const { ownFields, usualMinutes } = KIND_FACTS[kind];
  switch (ownFields) {
    case 'LESSON':
      return { lesson: { minutes: usualMinutes, curriculum: null, outreach: false } };
    case 'CONTEST':
      return { contest: { submissionsUntil: null, resultsOn: null } };
    case 'EXHIBITION':
      return { exhibition: { opensOn: null, closesOn: null, openWeekdays: [] } };
    case 'TRAINING':
      return { training: { hours: null, credits: null } };
    case null:
      return {};
  }
}

/** Own fields as they are wished, part by part; null asks for the usual ones. */
export type WishedDetails = { readonly [Name in DetailsName]?: Partial<NonNullable<KindDetails[Name]>> | null };

/** The details that say something: not null, and not what is usual for the kind they were written for. */
function said(kind: EventKind, details: KindDetails): DetailsName[] {
  const usual = usualDetails(kind);
  return DETAILS.filter((name) => details[name] && !isSame(details[name], usual[name]));
}

/**
 * The own fields of an event after an edit; `before` is null for a new one. What is left out stays, part by part. When the
 * kind changes, what was usual for the old kind makes place for what is usual for the new one; what somebody wrote there is
 * lost only if the edit clears it, and else foreign.
 */
export function detailsAfter(
  before: { readonly kind: EventKind; readonly details: KindDetails } | null,
  kind: EventKind,
  wished: WishedDetails,
): { readonly details: KindDetails; readonly foreign: readonly ForeignField[] } {
  const usual = usualDetails(kind);
  const kept = before ? said(before.kind, before.details) : [];
  const foreign = DETAILS.filter(
    (name) => !usual[name] && (wished[name] || (kept.includes(name) && wished[name] === undefined)),
  );
  const own = DETAILS.filter((name) => usual[name]).map((name) => {
    const base = wished[name] === null || !kept.includes(name) ? usual[name] : before?.details[name];
    return [name, { ...base, ...given(wished[name] ?? {}) }] as const;
  });
  return { details: Object.fromEntries(own), foreign: foreign.map((name) => OWN[name]) };
}

/**
 * How registration is wished after an edit, by the same law: settings nobody touched become those of the new kind. Nobody
 * registers for an exhibition.
 */
export function registrationAfter(
  before: { readonly kind: EventKind; readonly registration: RegistrationSettings } | null,
  kind: EventKind,
  wished: Partial<RegistrationSettings> | null | undefined,
): { readonly registration: RegistrationSettings; readonly foreign: readonly ForeignField[] } {
  const isKept = before && wished !== null && !isSame(before.registration, KIND_FACTS[before.kind].registration);
  const base = isKept ? before.registration : KIND_FACTS[kind].registration;
  const registration = { ...base, ...given(wished ?? {}) };
  const isForeign = KIND_FACTS[kind].ownFields === 'EXHIBITION' && registration.mode !== 'NONE';
  return { registration, foreign: isForeign ? ['REGISTRATION'] : [] };
}

/** Parts that are undefined are left out, not cleared. */
function given<Parts extends object>(parts: Parts): Partial<Parts> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<Parts>;
}

/** By value, null as good as absent; the database gives the keys of an object in an order of its own. */
function isSame(one: object | undefined, other: object | undefined): boolean {
  const told = (value: object | undefined) =>
    JSON.stringify(
      Object.entries(value ?? {})
        .filter(([, part]) => part !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return told(one) === told(other);
}

export function notOfThisKind(
  eventKind: EventKind,
  fields: readonly ForeignField[],
  language: Language,
): NotOfThisKind {
  const named = fields.map((field) => FIELDS[field][language]).join(', ');
  const { nameUk, nameEn } = KIND_FACTS[eventKind];
  return {
    kind: 'NotOfThisKind',
    message:
      language === 'uk'
        ? `Подія виду «${nameUk}» цього не має: ${named}. Приберіть це або оберіть інший вид.`
        : `An event of the kind “${nameEn}” has none of this: ${named}. Clear it, or choose another kind.`,
    eventKind,
    fields,
  };
}
