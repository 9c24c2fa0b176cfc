import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { MailsUnlessUnwanted } from '../../platform/graphql/without.mail.ts';
import type { Language } from '../../platform/language/language.ts';
import { formatInZone } from '../../platform/time/instant.ts';
import { rulesShownTo } from '../bookings/broken.policy.ts';
import { BrokenRuleShown } from '../bookings/broken.types.ts';
import { shownAlternative } from '../finding/alternative.presentation.ts';
import { AlternativeShown } from '../finding/alternative.types.ts';
import { MOST_AFFECTED, type MoveProblem } from './affected.rules.ts';
import { MOST_ALTERNATIVES } from './proposals.ts';
import { ApplyClosureArguments, ClosureInput } from './closure.input.types.ts';
import { type AffectedBooking, type ClosurePreview, ClosureWizard } from './wizard.service.ts';
import {
  AffectedBookingShown,
  ApplyClosureResult,
  ClosurePreviewShown,
  MoveProblemShown,
  PreviewClosureResult,
} from './wizard.types.ts';

@Resolver(() => ClosurePreviewShown)
export class ClosureWizardResolver {
  readonly #wizard: ClosureWizard;

  constructor(wizard: ClosureWizard) {
    this.#wizard = wizard;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => PreviewClosureResult, {
    description:
      'Which bookings a closure would meet, and where each could go; nothing is changed. Librarians and approvers of its branch only.',
  })
  previewClosure(
    @Args('input', { description: 'The closure.' }) input: ClosureInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#wizard.preview(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @MailsUnlessUnwanted()
  @Mutation(() => ApplyClosureResult, {
    description:
      'Shuts a branch or a room, and moves or cancels every booking that it meets, as chosen; or does nothing at all. Librarians and approvers of its branch only.',
  })
  applyClosure(@Args() asked: ApplyClosureArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#wizard.apply(asked, viewer, language);
  }

  @ResolveField(() => DateTime, { description: 'Since when it would be shut, with the offset of the branch’s zone.' })
  start({ closure: { startsAt, zone } }: ClosurePreview) {
    return formatInZone(startsAt, zone);
  }

  @ResolveField(() => DateTime, {
    description: 'Until when it would be shut, not included, with the offset of the branch’s zone.',
  })
  end({ closure: { endsAt, zone } }: ClosurePreview) {
    return formatInZone(endsAt, zone);
  }

  @ResolveField(() => [AffectedBookingShown], {
    complexity: listCost(20),
    description: `The bookings it meets with set-up and tear-down, by start, those that wait behind holds among them; at most ${MOST_AFFECTED}.`,
  })
  affected({ affected }: ClosurePreview) {
    return affected;
  }

  @ResolveField(() => Int, { description: 'How many bookings it meets.' })
  total({ affected }: ClosurePreview) {
    return affected.length;
  }
}

@Resolver(() => AffectedBookingShown)
export class AffectedBookingResolver {
  @ResolveField(() => AlternativeShown, {
    nullable: true,
    description:
      'The best way out, or null when none was found; the proposals of all bookings can be had together, if they are taken together.',
  })
  proposal(@Parent() { proposal }: AffectedBooking, @Viewing() viewer: Viewer) {
    return proposal && shownAlternative(proposal, viewer);
  }

  @ResolveField(() => [AlternativeShown], {
    complexity: listCost(MOST_ALTERNATIVES),
    description: `Ways out, the best first, at most ${MOST_ALTERNATIVES}; one other than the proposal may be what is proposed for another booking.`,
  })
  alternatives(@Parent() { alternatives }: AffectedBooking, @Viewing() viewer: Viewer) {
    return alternatives.map((one) => shownAlternative(one, viewer));
  }
}

@Resolver(() => MoveProblemShown)
export class MoveProblemResolver {
  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(5),
    description: 'Every rule that refuses, the gravest first; empty when the time itself is none.',
  })
  broken(@Parent() { room, broken }: MoveProblem, @Viewing() viewer: Viewer) {
    return rulesShownTo(viewer, room, broken);
  }
}
