import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { ImportPlanResult, PreviewPlanImportResult } from './import.refusals.types.ts';
import { presentImport, presentPreview } from './import.presentation.rules.ts';
import { ImportService } from './import.service.ts';
import { PlanDocumentInput } from './import.types.ts';

const INPUT = { description: 'The uploaded document.' };
/** Reading a document costs far more than a field. */
const COST = 500;

@Resolver()
export class ImportResolver {
  readonly #imports: ImportService;

  constructor(imports: ImportService) {
    this.#imports = imports;
  }

  @Requires('COORDINATOR')
  @ForTokens('PLANS')
  @Mutation(() => PreviewPlanImportResult, {
    complexity: ({ childComplexity }) => COST + childComplexity,
    description:
      'Reads an uploaded plan of measures (text with tabs, csv, xlsx, docx) and says what an import would do; nothing is written. Coordinators only.',
  })
  async previewPlanImport(
    @Args('input', INPUT) input: PlanDocumentInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const result = await this.#imports.previewUpload(input.uploadId, input.year ?? null, viewer, language);
    return isRefusal(result) ? result : presentPreview(result);
  }

  @Requires('COORDINATOR')
  @ForTokens('PLANS')
  @Mutation(() => ImportPlanResult, {
    complexity: ({ childComplexity }) => COST + childComplexity,
    description:
      'Imports an uploaded plan of measures, whole or not at all. The same document twice changes nothing; what was edited by hand since the last import stays and is reported. A new plan coordinators only, one that is kept already its coordinators only.',
  })
  async importPlan(
    @Args('input', INPUT) input: PlanDocumentInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const result = await this.#imports.importUpload(input.uploadId, input.year ?? null, viewer, language);
    return isRefusal(result) ? result : presentImport(result);
  }
}
