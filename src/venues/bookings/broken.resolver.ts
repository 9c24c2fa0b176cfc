import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import type { BookingCheck, BookingRefused } from './booking.decision.rules.ts';
import { BookingCheckShown, BookingRefusal } from './booking.result.types.ts';
import { rulesShownTo } from './broken.policy.ts';
import { BrokenRuleShown } from './broken.types.ts';

const USUAL_RULES = 5;

@Resolver(() => BookingRefusal)
export class BookingRefusalResolver {
  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(USUAL_RULES),
    description: 'Every rule that refuses, all at once, the gravest first.',
  })
  broken(@Parent() { broken, wish }: BookingRefused, @Viewing() viewer: Viewer) {
    return rulesShownTo(viewer, wish.room, broken);
  }
}

@Resolver(() => BookingCheckShown)
export class BookingCheckResolver {
  @ResolveField(() => [BrokenRuleShown], {
    complexity: listCost(USUAL_RULES),
    description: 'Every rule that it breaks, all at once, the gravest first; also those set aside, and notices.',
  })
  broken(@Parent() { broken, wish }: BookingCheck, @Viewing() viewer: Viewer) {
    return rulesShownTo(viewer, wish.room, broken);
  }
}
