import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Public } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { LinkDesk } from './link.desk.ts';
import { LinkService } from './link.service.ts';
import {
  ByLinkResult,
  DeclineOfferInput,
  EditRegistrationInput,
  EditRegistrationResult,
  HeadcountInput,
  LinkInput,
  LinkShown,
} from './link.types.ts';

const INPUT = { description: 'The link, and what is to be done.' };

/** What the links of mails are for; nobody needs an account, and to look changes nothing. */
@Resolver()
export class LinkResolver {
  readonly #links: LinkService;
  readonly #desk: LinkDesk;
  readonly #asking: AskingNow;

  constructor(links: LinkService, desk: LinkDesk, asking: AskingNow) {
    this.#links = links;
    this.#desk = desk;
    this.#asking = asking;
  }

  @Public()
  @Query(() => LinkShown, {
    nullable: true,
    description: 'What the link of a mail opens; null for a link that never was. Changes nothing.',
  })
  registrationByLink(
    @Args('link', { description: 'The secret of the link: `zkr_…`.' }) link: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#desk.show(link, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => ByLinkResult, {
    description:
      'Says that the address of a registration is theirs: the place that was held is sure. Public, with the link.',
  })
  confirmRegistration(@Args('input', INPUT) input: LinkInput, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#links.confirm(input, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => ByLinkResult, {
    description:
      'Cancels a registration, or leaves the queue; whoever is next is offered the place. Public, with the link.',
  })
  cancelRegistration(@Args('input', INPUT) input: LinkInput, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#links.cancel(input, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => EditRegistrationResult, {
    description:
      'Changes how many come and what is known of them. More seats are given where a newcomer would get them; in the queue more seats lose the turn, fewer keep it. Public, with the link.',
  })
  editRegistration(
    @Args('input', INPUT) input: EditRegistrationInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#links.edit(input, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => EditRegistrationResult, {
    description: 'Takes the places that are offered, or fewer. Public, with the link of the offer.',
  })
  acceptOffer(@Args('input', INPUT) input: HeadcountInput, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#links.acceptOffer(input, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => ByLinkResult, {
    description: 'Turns an offer down; whoever is next is offered the places. Public, with the link of the offer.',
  })
  declineOffer(
    @Args('input', INPUT) input: DeclineOfferInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#links.declineOffer(input, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => ByLinkResult, {
    description: 'Says again that they come, when they were asked before the day. Public, with the link.',
  })
  reconfirmRegistration(
    @Args('input', INPUT) input: LinkInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#links.reconfirm(input, this.#asking.of(viewer, language));
  }
}
