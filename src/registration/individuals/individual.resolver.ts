import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { IndividualService } from './individual.service.ts';
import { RegisterInput, RegisterResult } from './individual.types.ts';

@Resolver()
export class IndividualResolver {
  readonly #individuals: IndividualService;
  readonly #asking: AskingNow;

  constructor(individuals: IndividualService, asking: AskingNow) {
    this.#individuals = individuals;
    this.#asking = asking;
  }

  @Public()
  @Mutation(() => RegisterResult, {
    description:
      'Registers somebody for a session or an event, without an account: with a place, or in the queue. Where the roster confirms addresses the place is held until the link in the mail is used. Public.',
  })
  register(
    @Args('input', { description: 'Who comes, and with how many.' }) input: RegisterInput,
    @Viewing() viewer: Viewer,
    @Exchanging() { request }: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#individuals.register(input, { ...this.#asking.of(viewer, language), address: request.ip });
  }
}
