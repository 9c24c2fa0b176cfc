import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { RegisterClassInput } from './group.input.types.ts';
import { GroupService } from './group.service.ts';
import { RegisterClassResult } from './group.types.ts';

@Resolver()
export class GroupResolver {
  readonly #groups: GroupService;
  readonly #asking: AskingNow;

  constructor(groups: GroupService, asking: AskingNow) {
    this.#groups = groups;
    this.#asking = asking;
  }

  @Public()
  @Mutation(() => RegisterClassResult, {
    description:
      'Registers a whole class for a session or an event, by numbers and without a pupil’s name: with a place, or in the queue. It needs no account; where the roster confirms addresses the place is held until the link in the mail is used, but not for the address of the viewer’s own account. Public.',
  })
  registerClass(
    @Args('input', { description: 'The class, and whom to ask about it.' }) input: RegisterClassInput,
    @Viewing() viewer: Viewer,
    @Exchanging() { request }: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#groups.register(input, { ...this.#asking.of(viewer, language), address: request.ip });
  }
}
