import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import { listCost } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { MeasureService } from './measure.service.ts';
import { audiencesOfMeasures, bodiesOfMeasures, measuresByIds } from './measure.store.ts';
import type { MeasureRow } from './measure.tables.ts';
import {
  Measure,
  MeasureAudience,
  MeasureBody,
  MeasureInput,
  OfficialWording,
  Term,
  UpdateMeasureResult,
} from './measure.types.ts';
import { goalsByIds, plansByIds } from './plan.store.ts';
import { mayEditPlan } from './plan.policy.ts';
import { Goal, Plan, type PlanAction, PlanActions } from './plan.types.ts';

/** How many audiences or bodies a measure is taken to have when the cost of a query is reckoned. */
const USUAL_LIST = 5;

@Resolver(() => Measure)
export class MeasureResolver {
  readonly #database: Database;
  readonly #measures: MeasureService;

  constructor(@Inject(Database) database: Database, measures: MeasureService) {
    this.#database = database;
    this.#measures = measures;
  }

  @Public()
  @Query(() => Measure, { nullable: true, description: 'One measure, or null.' })
  async measure(@Args('id', { type: () => ID, description: 'Its id.' }) id: string) {
    return isId(id) ? (await measuresByIds(this.#database.reader, [id])).get(id) : null;
  }

  @Requires('COORDINATOR')
  @ForTokens('PLANS')
  @Mutation(() => UpdateMeasureResult, {
    description:
      'Edits what was read from the document; the official wording stays verbatim, and a repeated import keeps the edit. Its coordinators only.',
  })
  updateMeasure(
    @Args('input', { description: 'What to change.' }) input: MeasureInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#measures.updateMeasure(input, viewer, language);
  }

  @ResolveField(() => OfficialWording, { description: 'What the official document says, verbatim.' })
  officialWording(measure: MeasureRow): OfficialWording {
    return {
      goal: measure.goalVerbatim,
      title: measure.titleVerbatim,
      audience: measure.audienceVerbatim,
      funding: measure.fundingVerbatim,
      bodies: measure.bodiesVerbatim,
      term: measure.termVerbatim,
    };
  }

  @ResolveField(() => Term, { description: 'When it is due.' })
  term(measure: MeasureRow): Term {
    return { kind: measure.termKind, start: measure.termStart, end: measure.termEnd };
  }

  @ResolveField(() => Plan, { description: 'The plan it is a line of.' })
  plan(measure: MeasureRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, plansByIds, measure.planId);
  }

  @ResolveField(() => Goal, {
    nullable: true,
    description: 'The communication goal it serves; null when the plan names none.',
  })
  goal(measure: MeasureRow, _args: unknown, context: object) {
    return measure.goalId === null ? null : load(context, this.#database.reader, goalsByIds, measure.goalId);
  }

  @ResolveField(() => [MeasureAudience], {
    complexity: listCost(USUAL_LIST),
    description: 'For whom, in the order of the document.',
  })
  audiences(measure: MeasureRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, audiencesOfMeasures, measure.id);
  }

  @ResolveField(() => [MeasureBody], {
    complexity: listCost(USUAL_LIST),
    description: 'Who answers for it, in the order of the document; the lead is usually first.',
  })
  responsibleBodies(measure: MeasureRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, bodiesOfMeasures, measure.id);
  }

  @ResolveField(() => [PlanActions], { description: 'What the viewer may do with the measure: the buttons that work.' })
  viewerCan(@Parent() { planId }: MeasureRow, @Viewing() viewer: Viewer): PlanAction[] {
    return mayEditPlan(viewer, planId) ? ['EDIT'] : [];
  }
}
