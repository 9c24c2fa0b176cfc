import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { MeasureImage, NamedAudience } from './measure.image.rules.ts';
import type { BodyRole, DeliverableKind, EventKind, FundingKind, TermKind } from './recognition/recognised-plan.ts';

/** What a person asks to change; absent and null alike mean: as it was. */
export interface MeasureChanges {
  readonly title?: string | null;
  readonly goal?: string | null;
  readonly fundingKind?: FundingKind | null;
  readonly deliverable?: DeliverableKind | null;
  readonly eventKinds?: readonly EventKind[] | null;
  readonly term?: { readonly kind: TermKind; readonly start?: string | null; readonly end?: string | null } | null;
  readonly audiences?: readonly { readonly code: string; readonly qualifier?: string | null }[] | null;
  readonly bodies?: readonly { readonly code: string; readonly role: BodyRole }[] | null;
}

/** The directory, as far as an edit needs it. */
export interface Names {
  readonly audienceIds: ReadonlyMap<string, Id<'Audience'>>;
  readonly bodyIds: ReadonlyMap<string, Id<'Body'>>;
  /** Name in Ukrainian of each code. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface UnknownCode {
  readonly kind: 'UnknownCode';
  readonly message: string;
  readonly code: string;
}

export interface TermEndsBeforeStart {
  readonly kind: 'TermEndsBeforeStart';
  readonly message: string;
  readonly start: string;
  readonly end: string;
}

export function unknownCode(changes: MeasureChanges, names: Names, language: Language): UnknownCode | null {
  const code =
    changes.audiences?.find((audience) => !names.audienceIds.has(audience.code))?.code ??
    changes.bodies?.find((body) => !names.bodyIds.has(body.code))?.code;
  if (code === undefined) return null;
  const message =
    language === 'uk'
      ? `Коду «${code}» немає в довіднику. Виберіть інший або спершу додайте його.`
      : `The directory has no code “${code}”. Choose another or add it first.`;
  return { kind: 'UnknownCode', message, code };
}

export function termOrder(term: MeasureImage['term'], language: Language): TermEndsBeforeStart | null {
  const { start, end } = term;
  if (start === null || end === null || start <= end) return null;
  const message =
    language === 'uk'
      ? `Строк закінчується (${end}) раніше, ніж починається (${start}). Виправте один із днів.`
      : `The term ends (${end}) before it starts (${start}). Correct one of the days.`;
  return { kind: 'TermEndsBeforeStart', message, start, end };
}

/** The measure after the edit. A name that stays keeps the document's words for it. */
export function changedMeasure(current: MeasureImage, changes: MeasureChanges, names: Names): MeasureImage {
  const wordsFor = (code: string, before: readonly NamedAudience[]) =>
    before.find((named) => named.code === code)?.text ?? names.texts.get(code) ?? code;
  const { term } = changes;
  return {
    goal: changes.goal ?? current.goal,
    title: changes.title ?? current.title,
    funding: changes.fundingKind ?? current.funding,
    deliverable: changes.deliverable ?? current.deliverable,
    eventKinds: changes.eventKinds ?? current.eventKinds,
    term: term ? { kind: term.kind, start: term.start ?? null, end: term.end ?? null } : current.term,
    audiences:
      changes.audiences?.map(({ code, qualifier }) => ({
        code,
        text: wordsFor(code, current.audiences),
        qualifier: qualifier ?? null,
      })) ?? current.audiences,
    bodies:
      changes.bodies?.map(({ code, role }) => ({
        code,
        role,
        text: wordsFor(code, current.bodies),
        qualifier: current.bodies.find((body) => body.code === code)?.qualifier ?? null,
      })) ?? current.bodies,
  };
}
