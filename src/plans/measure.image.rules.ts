import type {
  BodyRole,
  DeliverableKind,
  EventKind,
  FundingKind,
  RecognisedMeasure,
  TermKind,
} from './recognition/recognised-plan.ts';

/** What of a measure a document says and a person may edit. */
export interface MeasureImage {
  readonly goal: string | null;
  readonly title: string;
  readonly audiences: readonly NamedAudience[];
  readonly bodies: readonly NamedBody[];
  readonly funding: FundingKind;
  readonly term: { readonly kind: TermKind; readonly start: string | null; readonly end: string | null };
  readonly deliverable: DeliverableKind | null;
  readonly eventKinds: readonly EventKind[];
}

export interface NamedAudience {
  /** Null: the directory does not know the name. */
  readonly code: string | null;
  readonly text: string;
  readonly qualifier: string | null;
}

export interface NamedBody extends NamedAudience {
  readonly role: BodyRole;
}

export type ImageField = keyof MeasureImage;

const IMAGE_FIELDS: readonly ImageField[] = [
  'goal',
  'title',
  'audiences',
  'bodies',
  'funding',
  'term',
  'deliverable',
  'eventKinds',
];

export interface FieldDifference {
  readonly field: ImageField;
  /** What the plan holds, and what the document says, each as one line of text. */
  readonly stored: string;
  readonly document: string;
  /** True: edited by hand, so the plan keeps what it holds. False: the document's word is taken. */
  readonly kept: boolean;
}

export type MeasureChange = 'ADDED' | 'UPDATED' | 'KEPT' | 'UNCHANGED' | 'GONE';

export interface MeasureComparison {
  readonly change: MeasureChange;
  readonly differences: readonly FieldDifference[];
  /** What the measure is to be after the import. */
  readonly result: MeasureImage;
}

export function imageOf(measure: RecognisedMeasure, goals: ReadonlyMap<string, string>): MeasureImage {
  return {
    goal: measure.goalKey === null ? null : (goals.get(measure.goalKey) ?? null),
    title: measure.texts.title.cleaned,
    audiences: measure.audiences.map(({ code, text, qualifier }) => ({ code, text, qualifier: qualifier ?? null })),
    bodies: measure.bodies.map(({ code, text, qualifier, role }) => ({
      code,
      text,
      qualifier: qualifier ?? null,
      role,
    })),
    funding: measure.funding.kind,
    term: { kind: measure.term.kind, start: measure.term.start, end: measure.term.end },
    deliverable: measure.deliverable,
    eventKinds: measure.eventKinds,
  };
}

/**
 * Three-way comparison, field by field. What a person edited since the last import stays, and is reported when the
 * document says otherwise; what nobody edited follows the document.
 */
export function compareMeasure(
  base: MeasureImage | null,
  current: MeasureImage,
  document: MeasureImage,
): MeasureComparison {
  const differences: FieldDifference[] = [];
  let result = current;
  for (const field of IMAGE_FIELDS) {
    if (same(current[field], document[field])) continue;
    const kept = base === null || !same(current[field], base[field]);
    differences.push({ field, stored: show(current, field), document: show(document, field), kept });
    if (!kept) result = { ...result, [field]: document[field] };
  }
  const change = differences.some(({ kept }) => !kept) ? 'UPDATED' : differences.length > 0 ? 'KEPT' : 'UNCHANGED';
  return { change, differences, result };
}

export function sameImage(a: MeasureImage | null, b: MeasureImage): boolean {
  return a !== null && IMAGE_FIELDS.every((field) => same(a[field], b[field]));
}

/** What of an image stands in columns of the measure itself. */
export function columnsOf(image: MeasureImage) {
  return {
    title: image.title,
    fundingKind: image.funding,
    termKind: image.term.kind,
    termStart: image.term.start,
    termEnd: image.term.end,
    deliverable: image.deliverable,
    eventKinds: [...image.eventKinds],
  };
}

/** Equal as values: what comes back from the database may have its keys in another order. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function show(image: MeasureImage, field: ImageField): string {
  switch (field) {
    case 'audiences':
      return image.audiences.map(({ code, text }) => code ?? `«${text}»`).join(', ');
    case 'bodies':
      return image.bodies.map(({ code, text, role }) => `${code ?? `«${text}»`} (${role})`).join(', ');
    case 'term':
      return [image.term.kind, image.term.start, image.term.end].filter((part) => part !== null).join(' ');
    case 'eventKinds':
      return image.eventKinds.join(', ');
    case 'goal':
    case 'title':
    case 'funding':
    case 'deliverable':
      return image[field] ?? '';
  }
}
