import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { LostLinkService } from './lost.link.service.ts';
import { SendMyLinkInput, SendMyLinkResult } from './lost.link.types.ts';

@Resolver()
export class LostLinkResolver {
  readonly #links: LostLinkService;
  readonly #asking: AskingNow;

  constructor(links: LostLinkService, asking: AskingNow) {
    this.#links = links;
    this.#asking = asking;
  }

  @Public()
  @Mutation(() => SendMyLinkResult, {
    description:
      'Mails the link to manage a registration again to its address, once an hour at most, also after registration has closed and until 30 days after the event. The answer is the same where nobody is registered under the address. Public.',
  })
  sendMyLink(
    @Args('input', { description: 'Where they are registered, and under which address.' }) input: SendMyLinkInput,
    @Viewing() viewer: Viewer,
    @Exchanging() { request }: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#links.send(input, { ...this.#asking.of(viewer, language), address: request.ip });
  }
}
