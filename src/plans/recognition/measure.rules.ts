/** One measure: the pieces of its cells put together, and every field recognised. */
import { recogniseAudiences } from './audience.rules.ts';
import { recogniseBodies } from './body.rules.ts';
import type { Columns } from './column.rules.ts';
import { deliverableOf, observesMedia } from './deliverable.rules.ts';
import { eventKindsIn } from './event-kind.rules.ts';
import type { Finding } from './finding.rules.ts';
import { recogniseFunding } from './funding.rules.ts';
import { stemOf, textKey } from './letters.rules.ts';
import type { MeasureRows, Piece } from './measure-row.rules.ts';
import type { NameIndex } from './name.rules.ts';
import type {
  DeliverableKind,
  MeasureField,
  RecognisedAudience,
  RecognisedMeasure,
  RecognisedText,
} from './recognised-plan.ts';
import { cleaned, correctionsOf } from './spelling.rules.ts';
import { recogniseTerm } from './term.rules.ts';
import type { PlanYears } from './term-units.rules.ts';

export interface Field {
  readonly text: RecognisedText;
  readonly pieces: readonly Piece[];
}

export type Fields = Readonly<Record<MeasureField, Field>>;

export interface Draft {
  readonly number: string;
  readonly rows: MeasureRows;
  readonly fields: Fields;
  readonly coBodies: Field;
  readonly inheritedGoal: boolean;
  /** Fields that say "-//-", with that mark. */
  readonly dittos: ReadonlyMap<MeasureField, Field>;
}

export interface Indexes {
  readonly audiences: NameIndex;
  readonly bodies: NameIndex;
}

const wrapped = (text: string): string => text.replace(/[ \t]+/g, ' ').trim();

/** Pieces joined by one space; a word that a page break divided at its hyphen stays as it was printed. */
function fieldOf(pieces: readonly Piece[]): Field {
  const kept = pieces.map(({ line, text }) => ({ line, text: wrapped(text) })).filter(({ text }) => text !== '');
  const verbatim = kept.map(({ text }) => text).join(' ');
  return {
    text: { verbatim, cleaned: cleaned(verbatim), lines: [...new Set(kept.map(({ line }) => line))] },
    pieces: kept,
  };
}

const noField: Field = fieldOf([]);

/** The line in which a place of the joined text stands. */
function lineAt(field: Field, offset: number): number | null {
  let end = 0;
  for (const { line, text } of field.pieces) {
    end += text.length + 1;
    if (offset < end) return line;
  }
  return field.pieces.at(-1)?.line ?? null;
}

const columnsOf = (columns: Columns): readonly (readonly [MeasureField, number | null])[] => [
  ['goal', columns.goal],
  ['title', columns.title],
  ['audience', columns.audience],
  ['funding', columns.funding],
  ['bodies', columns.bodies],
  ['term', columns.term],
];

const ditto = /^[-–—\s]*(?:\/\/|"|″|〃|'')[-–—\s]*$|^(?:те\s?ж?\s+саме|так\s+само)\.?$/iu;

/** Puts a measure's cells together; a cell merged down from the measure before is that measure's cell. */
export function draftMeasure(rows: MeasureRows, number: string, previous: Draft | null): Draft {
  const { columns, covered } = rows;
  const piecesAt = (column: number | null): readonly Piece[] =>
    column === null ? [] : (rows.pieces.get(column) ?? []);
  const own = Object.fromEntries(
    columnsOf(columns).map(([field, column]) => {
      const inherits = column !== null && covered.has(column) && piecesAt(column).length === 0;
      return [field, inherits && previous !== null ? previous.fields[field] : fieldOf(piecesAt(column))];
    }),
  ) as Record<MeasureField, Field>;
  const end = piecesAt(columns.termEnd);
  if (end.length > 0) {
    const dash = own.term.pieces.length > 0 ? [{ line: end[0]?.line ?? 0, text: '–' }] : [];
    own.term = fieldOf([...own.term.pieces, ...dash, ...end]);
  }
  const dittos = new Map<MeasureField, Field>();
  for (const [field] of columnsOf(columns)) {
    if (previous === null || !ditto.test(own[field].text.verbatim)) continue;
    dittos.set(field, own[field]);
    own[field] = previous.fields[field];
  }
  let inheritedGoal = false;
  if (own.goal.text.verbatim === '') {
    if (rows.section !== null) own.goal = fieldOf([rows.section]);
    else if (columns.goal !== null && previous !== null && previous.rows.section === null) {
      own.goal = previous.fields.goal;
      inheritedGoal = own.goal.text.verbatim !== '';
    }
  }
  return { number, rows, fields: own, coBodies: fieldOf(piecesAt(columns.coBodies)), inheritedGoal, dittos };
}

export interface MeasureReading {
  readonly measure: Omit<RecognisedMeasure, 'goalKey'>;
  readonly findings: readonly Finding[];
}

export function recogniseMeasure(draft: Draft, indexes: Indexes, plan: PlanYears): MeasureReading {
  const { fields, rows, number, coBodies } = draft;
  const findings: Finding[] = [];
  const add = (field: MeasureField, found: readonly Finding[], source: Field = fields[field]): void => {
    for (const finding of found) {
      findings.push({
        ...finding,
        field,
        measure: number,
        line: lineAt(source, finding.offset ?? 0) ?? rows.lines[0] ?? null,
      });
    }
  };
  const audiences = recogniseAudiences(fields.audience.text.verbatim, indexes.audiences);
  add('audience', audiences.findings);
  const bodies = recogniseBodies(fields.bodies.text.verbatim, indexes.bodies);
  add('bodies', bodies.findings);
  const supporting = recogniseBodies(coBodies.text.verbatim, indexes.bodies, bodies.bodies.length > 0);
  add('bodies', supporting.findings, coBodies);
  const title = fields.title.text.cleaned;
  const deliverable = title === '' ? null : deliverableOf(title);
  if (deliverable === null && title !== '') add('title', [{ code: 'deliverable-unknown' }]);
  if (isUnfit(deliverable, title, audiences.audiences)) {
    add('audience', [{ code: 'audience-does-not-fit', text: fields.audience.text.verbatim }]);
  }
  const funding = fields.funding.text.verbatim === '' ? null : recogniseFunding(fields.funding.text.verbatim);
  add('funding', funding?.findings ?? []);
  const term = fields.term.text.verbatim === '' ? null : recogniseTerm(fields.term.text.verbatim, plan);
  add('term', term?.findings ?? []);
  for (const [field, column] of columnsOf(rows.columns)) {
    if (column !== null && fields[field].text.verbatim === '') add(field, [{ code: 'field-missing' }]);
    const corrections = field === 'audience' || field === 'bodies' ? [] : correctionsOf(fields[field].text.verbatim);
    add(
      field,
      corrections.map((correction) => ({ code: 'spelling-corrected', ...correction, detail: correction.corrected })),
    );
  }
  for (const [field, mark] of draft.dittos) add(field, [{ code: 'same-as-above', text: mark.text.verbatim }], mark);
  if (draft.inheritedGoal)
    findings.push({
      code: 'goal-inherited',
      line: rows.lines[0] ?? null,
      measure: number,
      field: 'goal',
      text: fields.goal.text.cleaned,
    });
  const coRoles =
    bodies.bodies.length > 0 ? supporting.bodies.map((body) => ({ ...body, role: 'CO' as const })) : supporting.bodies;
  const listed = new Set(bodies.bodies.flatMap(({ code }) => code ?? []));
  const texts = withCorrected(fields, audiences.corrected, bodies.corrected);
  return {
    measure: {
      number,
      lines: rows.lines,
      texts: coBodies.text.verbatim === '' ? texts : { ...texts, bodies: joinedTexts(texts.bodies, coBodies.text) },
      section: rows.section === null ? null : cleaned(rows.section.text),
      audiences: audiences.audiences,
      bodies: [...bodies.bodies, ...coRoles.filter(({ code }) => code === null || !listed.has(code))],
      funding: funding?.funding ?? { kind: 'UNKNOWN', text: '' },
      term: term?.term ?? { kind: 'UNKNOWN', start: null, end: null, text: '' },
      deliverable,
      eventKinds: deliverable === 'EVENT' || deliverable === 'PARTICIPATION' ? eventKindsIn(title) : [],
      extras: rows.columns.extras.flatMap(({ column, heading }) => {
        const { text } = rows.pieces.has(column) ? fieldOf(rows.pieces.get(column) ?? []) : noField;
        if (text.verbatim === '') return [];
        if (heading === '') findings.push({ code: 'column-unnamed', line: text.lines[0] ?? null, text: text.verbatim });
        return [{ heading, text: text.verbatim }];
      }),
    },
    findings,
  };
}

function joinedTexts(one: RecognisedText, other: RecognisedText): RecognisedText {
  const join = (left: string, right: string): string => [left, right].filter((text) => text !== '').join('; ');
  return {
    verbatim: join(one.verbatim, other.verbatim),
    cleaned: join(one.cleaned, other.cleaned),
    lines: [...new Set([...one.lines, ...other.lines])],
  };
}

function withCorrected(fields: Fields, audience: string, bodies: string): Record<MeasureField, RecognisedText> {
  const { goal, title, funding, term } = fields;
  return {
    goal: goal.text,
    title: title.text,
    audience: { ...fields.audience.text, cleaned: cleaned(audience) },
    funding: funding.text,
    bodies: { ...fields.bodies.text, cleaned: cleaned(bodies) },
    term: term.text,
  };
}

/** A study of what the media or the web say, for people of whom its wording knows nothing. */
function isUnfit(
  deliverable: DeliverableKind | null,
  title: string,
  audiences: readonly RecognisedAudience[],
): boolean {
  if (deliverable !== 'MONITORING' && deliverable !== 'RESEARCH') return false;
  if (audiences.length === 0 || !observesMedia(title)) return false;
  const stems = (text: string): string[] =>
    textKey(text)
      .split(' ')
      .map(stemOf)
      .filter((stem) => stem.length > 3);
  const named = new Set(stems(title));
  return !audiences.some(({ text }) => stems(text).some((stem) => named.has(stem)));
}
