import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { pageCost } from '../../platform/graphql/connection.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import {
  AnswerNominationInput,
  NominateInput,
  NominationArguments,
  PreviewNominationsInput,
  SubstituteNomineeInput,
  WithdrawNomineeInput,
} from './nomination.input.types.ts';
import { mayNominate } from './nomination.policy.ts';
import { NominationService } from './nomination.service.ts';
import { isSubstitutable, isWithdrawable, type NominationState, stateOf } from './nomination.state.rules.ts';
import type { NominationRow } from './nomination.store.ts';
import {
  AnswerNominationResult,
  NominateResult,
  Nomination,
  type NominationAction,
  NominationActions,
  NominationConnection,
  NominationStates,
  PreviewNominationsResult,
  SubstituteNomineeResult,
  WithdrawNomineeResult,
} from './nomination.types.ts';
import { SubstituteService } from './substitute.service.ts';

@Resolver(() => Nomination)
export class NominationResolver {
  readonly #nominations: NominationService;
  readonly #substitutes: SubstituteService;
  readonly #asking: AskingNow;

  constructor(nominations: NominationService, substitutes: SubstituteService, asking: AskingNow) {
    this.#nominations = nominations;
    this.#substitutes = substitutes;
    this.#asking = asking;
  }

  @Requires('NOMINATOR', 'LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => NominationConnection, {
    complexity: pageCost,
    description:
      'Whom a body or an outlet nominated, in order of arrival, also those who do not come. Its nominators, and librarians and approvers of the branch of the event, only.',
  })
  nominations(@Args() { rosterId, bodySlug, outletSlug, ...page }: NominationArguments, @Viewing() viewer: Viewer) {
    return this.#nominations.list(rosterId, { bodySlug, outletSlug }, page, viewer);
  }

  @Requires('NOMINATOR')
  @ForTokens('EVENTS')
  @Mutation(() => PreviewNominationsResult, {
    description:
      'Reads a list and says line by line what is wrong, and how many would have a seat. Nothing is written, so it takes no key. Nominators of the body or outlet only.',
  })
  previewNominations(
    @Args('input', { description: 'The list, and for what.' }) input: PreviewNominationsInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#nominations.preview(input, this.#asking.of(viewer, language));
  }

  @Requires('NOMINATOR')
  @ForTokens('EVENTS')
  @Mutation(() => NominateResult, {
    description:
      'Nominates all people of a list, or nobody when one line is wrong, until registration closes. Those within the quota are invited, the others are the reserve. Nominators of the body or outlet only.',
  })
  nominate(
    @Args('input', { description: 'The list, and for what.' }) input: NominateInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#nominations.nominate(input, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => AnswerNominationResult, {
    description:
      'Says by the link of the invitation whether the nominee comes. After a no the seat is offered to the reserve, and the nominators hear of it. Public, with the link.',
  })
  answerNomination(
    @Args('input', { description: 'The answer.' }) input: AnswerNominationInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#nominations.answer(input, this.#asking.of(viewer, language));
  }

  @Requires('NOMINATOR')
  @ForTokens('EVENTS')
  @Mutation(() => SubstituteNomineeResult, {
    description:
      'Names somebody in the place of a nominee who does not come. The substitute has the seat while it is free; where it was offered to the reserve, or taken, the substitute is the last of the reserve. Nominators of the body or outlet only.',
  })
  substituteNominee(
    @Args('input', { description: 'Who, and in whose place.' }) input: SubstituteNomineeInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#substitutes.substitute(input, this.#asking.of(viewer, language));
  }

  @Requires('NOMINATOR')
  @ForTokens('EVENTS')
  @Mutation(() => WithdrawNomineeResult, {
    description:
      'Takes a nomination back; the nominee is told why, and the reserve moves up. Nominators of the body or outlet only.',
  })
  withdrawNominee(
    @Args('input', { description: 'Which, and why.' }) input: WithdrawNomineeInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#substitutes.withdraw(input, this.#asking.of(viewer, language));
  }

  @ResolveField(() => NominationStates, { description: 'How it stands.' })
  state(nomination: NominationRow): NominationState {
    return stateOf(nomination);
  }

  @ResolveField(() => [NominationActions], {
    description: 'What the viewer may do with it now, as far as registration is open.',
  })
  viewerCan(@Parent() nomination: NominationRow, @Viewing() viewer: Viewer): NominationAction[] {
    if (!mayNominate(viewer, nomination)) return [];
    const { status, substitutedById } = nomination;
    return [
      ...(isSubstitutable(status) && substitutedById === null ? (['SUBSTITUTE'] as const) : []),
      ...(isWithdrawable(status) ? (['WITHDRAW'] as const) : []),
    ];
  }
}
