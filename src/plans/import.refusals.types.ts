import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Refused } from '../platform/graphql/refusal.types.ts';
import { PlanImported, PlanPreviewed } from './import.types.ts';

const refusal = (description: string) => ({ implements: () => Refused, description });

@ObjectType('DocumentTooLarge', refusal('The document is over a limit of size.'))
class DocumentTooLargeRefused extends Refused {
  @Field({ description: 'What is too large: BYTES of the document, its ROWS, its COLUMNS, or a CELL.' })
  readonly what: string;

  @Field(() => Int, { description: 'The most that is read: bytes, rows, columns, or characters of a cell.' })
  readonly limit: number;

  @Field(() => Int, { nullable: true, description: 'Line of the document where the limit was passed, from 1.' })
  readonly line: number | null;
}

@ObjectType('UnsupportedDocument', refusal('The document is of a format that is not read.'))
class UnsupportedDocumentRefused extends Refused {
  @Field({ description: 'What the content looks like: pdf, doc, xls, png …' })
  readonly found: string;
}

@ObjectType('DocumentEncodingUnknown', refusal('The text is in none of UTF-8, UTF-16 and windows-1251.'))
class DocumentEncodingUnknownRefused extends Refused {}

@ObjectType('DocumentUnsafe', refusal('The archive inside the document unpacks to too much, or is made to do harm.'))
class DocumentUnsafeRefused extends Refused {
  @Field({ description: 'Why: ENTRIES, ENTRY_SIZE, TOTAL_SIZE, RATIO, DUPLICATE, ENCRYPTED, DOCTYPE.' })
  readonly reason: string;
}

@ObjectType('DocumentDamaged', refusal('The document cannot be read to its end.'))
class DocumentDamagedRefused extends Refused {}

@ObjectType('DocumentEmpty', refusal('There is nothing in the document.'))
class DocumentEmptyRefused extends Refused {}

@ObjectType('NotAPlan', refusal('The document has no table of measures.'))
class NotAPlanRefused extends Refused {
  @Field(() => [String], { description: 'The columns that were looked for and not found.' })
  readonly missing: readonly string[];
}

@ObjectType('PlanWithoutMeasures', refusal('The table has a heading and no measure below it.'))
class PlanWithoutMeasuresRefused extends Refused {
  @Field(() => Int, { description: 'Line of the heading, from 1.' })
  readonly headingLine: number;
}

@ObjectType('PlanYearNotFound', refusal('The document does not say for which year the plan is; state it with `year`.'))
class PlanYearNotFoundRefused extends Refused {}

const REFUSALS = [
  DocumentTooLargeRefused,
  UnsupportedDocumentRefused,
  DocumentEncodingUnknownRefused,
  DocumentUnsafeRefused,
  DocumentDamagedRefused,
  DocumentEmptyRefused,
  NotAPlanRefused,
  PlanWithoutMeasuresRefused,
  PlanYearNotFoundRefused,
] as const;

export const PreviewPlanImportResult = createUnionType({
  name: 'PreviewPlanImportResult',
  description: 'What was recognised, or why the document was refused; a refused upload is removed.',
  types: () => [PlanPreviewed, ...REFUSALS] as const,
  resolveType: (value: { kind?: string }) => value.kind ?? 'PlanPreviewed',
});

export const ImportPlanResult = createUnionType({
  name: 'ImportPlanResult',
  description: 'The plan after the import, or why the document was refused; the upload is removed either way.',
  types: () => [PlanImported, ...REFUSALS] as const,
  resolveType: (value: { kind?: string }) => value.kind ?? 'PlanImported',
});
