import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../platform/access/access.parameters.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import {
  connectionOf,
  isNumberText,
  listCost,
  PageArguments,
  pageCost,
  readPage,
} from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Viewer as AskingViewer } from '../identity/viewer.types.ts';
import { mayEditPlan, mayImportPlan } from './plan.policy.ts';
import { MeasureService } from './measure.service.ts';
import { findMeasure, measuresOfGoals, pageOfMeasures } from './measure.store.ts';
import { Measure, MeasureConnection } from './measure.types.ts';
import { pageOfPlans, plansByIds, servedGoalsOfPlans } from './plan.store.ts';
import { Goal, Plan, type PlanAction, PlanActions, PlanConnection, PlanInput, UpdatePlanResult } from './plan.types.ts';

/** How many measures a goal, and goals a plan, are taken to have when the cost of a query is reckoned. */
const USUAL_LIST = 15;

@Resolver(() => Plan)
export class PlanResolver {
  readonly #database: Database;
  readonly #measures: MeasureService;

  constructor(@Inject(Database) database: Database, measures: MeasureService) {
    this.#database = database;
    this.#measures = measures;
  }

  @Public()
  @Query(() => PlanConnection, { complexity: pageCost, description: 'The plans of measures, newest year first.' })
  async plans(
    @Args() page: PageArguments,
    @Args('year', { type: () => Int, nullable: true, description: 'Only plans for this year.' }) year: number | null,
  ) {
    const window = readPage<readonly [string, string]>(page, [isNumberText, isId]);
    const rows = await pageOfPlans(this.#database.reader, window, year ?? null);
    return connectionOf(rows, page, (row) => [String(row.year), row.id]);
  }

  @Public()
  @Query(() => Plan, { nullable: true, description: 'One plan, or null.' })
  async plan(@Args('id', { type: () => ID, description: 'Its id.' }) id: string) {
    return isId(id) ? (await plansByIds(this.#database.reader, [id])).get(id) : null;
  }

  @Requires('COORDINATOR')
  @ForTokens('PLANS')
  @Mutation(() => UpdatePlanResult, {
    description: 'Edits who approves a plan and when; a repeated import keeps the edit. Its coordinators only.',
  })
  updatePlan(
    @Args('input', { description: 'What to change.' }) input: PlanInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#measures.updatePlan(input, viewer, language);
  }

  @ResolveField(() => MeasureConnection, {
    complexity: pageCost,
    description: 'Its measures, in the order of the document.',
  })
  async measures(@Parent() plan: Plan, @Args() page: PageArguments) {
    const rows = await pageOfMeasures(
      this.#database.reader,
      plan.id,
      readPage<readonly [string]>(page, [isNumberText]),
    );
    return connectionOf(rows, page, (row) => [String(row.position)]);
  }

  @ResolveField(() => Measure, { nullable: true, description: 'One of its measures by number, or null.' })
  measure(@Parent() plan: Plan, @Args('number', { description: 'Number as printed: `8`.' }) number: string) {
    return findMeasure(this.#database.reader, { planId: plan.id, number });
  }

  @ResolveField(() => [Goal], {
    complexity: listCost(USUAL_LIST),
    description: 'The communication goals its measures serve, in the order of their first measure.',
  })
  goals(plan: Plan, _args: unknown, context: object) {
    return load(context, this.#database.reader, servedGoalsOfPlans, plan.id);
  }

  @ResolveField(() => [PlanActions], { description: 'What the viewer may do with the plan: the buttons that work.' })
  viewerCan(@Parent() { id }: Plan, @Viewing() viewer: Viewer): PlanAction[] {
    return mayEditPlan(viewer, id) ? ['EDIT', 'IMPORT'] : [];
  }
}

/** Whether there is a plan to import is no question of a plan that is there. */
@Resolver(() => AskingViewer)
export class PlanViewerResolver {
  @ResolveField(() => Boolean, { description: 'True for somebody who may import a new plan of measures.' })
  mayImportPlan(@Viewing() viewer: Viewer): boolean {
    return mayImportPlan(viewer);
  }
}

@Resolver(() => Goal)
export class GoalResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => [Measure], {
    complexity: listCost(USUAL_LIST),
    description: 'The measures that serve the goal, in the order of the plan.',
  })
  measures(goal: Goal, _args: unknown, context: object) {
    return load(context, this.#database.reader, measuresOfGoals, goal.id);
  }
}
