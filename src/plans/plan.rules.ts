import type { MeasureImage, NamedAudience, NamedBody } from './measure.image.rules.ts';
import type { MeasureRow } from './measure.tables.ts';

/** What a kept measure says, in the form in which documents are compared. */
export function imageOfStored(
  row: MeasureRow,
  goal: string | null,
  named: { readonly audiences: readonly NamedAudience[]; readonly bodies: readonly NamedBody[] },
): MeasureImage {
  return {
    goal,
    title: row.title,
    audiences: named.audiences.map(({ code, text, qualifier }) => ({ code, text, qualifier })),
    bodies: named.bodies.map(({ code, text, qualifier, role }) => ({ code, text, qualifier, role })),
    funding: row.fundingKind,
    term: { kind: row.termKind, start: row.termStart, end: row.termEnd },
    deliverable: row.deliverable,
    eventKinds: row.eventKinds,
  };
}

/** Place and address of a plan's next goal; addresses are never given again, since calendars subscribe to them. */
export function goalPlace(known: readonly { readonly position: number; readonly slug: string }[]): {
  position: number;
  slug: string;
} {
  const last = Math.max(0, ...known.map(({ slug }) => Number(slug.replace(/^goal-/, '')) || 0));
  return { position: Math.max(-1, ...known.map(({ position }) => position)) + 1, slug: `goal-${last + 1}` };
}
