import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Public } from '../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken } from '../platform/access/access.parameters.ts';
import type { Language } from '../platform/language/language.ts';
import { FollowService } from './follow.service.ts';
import {
  ConfirmFollowResult,
  FollowByEmailInput,
  FollowResult,
  NoticeLinkInput,
  UnsubscribeResult,
} from './follow.types.ts';
import { NoticeLinkService } from './notice.link.service.ts';

/** To follow by e-mail what is held, and to have no more of messages that one may do without. */
@Resolver()
export class FollowResolver {
  readonly #follows: FollowService;
  readonly #links: NoticeLinkService;

  constructor(follows: FollowService, links: NoticeLinkService) {
    this.#follows = follows;
    this.#links = links;
  }

  @Public()
  @Mutation(() => FollowResult, {
    description:
      'Asks an address whether it wants a weekly letter of what an audience or a branch can come to; it goes only to whoever says so by the link. Public.',
  })
  followByEmail(
    @Args('input', { description: 'Whom, and what.' }) input: FollowByEmailInput,
    @Exchanging() { request }: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#follows.follow(input, { address: request.ip, language });
  }

  @Public()
  @Mutation(() => ConfirmFollowResult, {
    description: 'Says by the link of the mail that the weekly letters are wanted. Public.',
  })
  confirmFollow(@Args('input', { description: 'The link.' }) input: NoticeLinkInput, @Spoken() language: Language) {
    return this.#links.use(input, ['CONFIRM_FOLLOW'], language);
  }

  @Public()
  @Mutation(() => UnsubscribeResult, {
    description:
      'Ends by the link of a mail the weekly letters, or the messages of its kind to its address. What one cannot do without still comes. Public.',
  })
  unsubscribe(@Args('input', { description: 'The link.' }) input: NoticeLinkInput, @Spoken() language: Language) {
    return this.#links.use(input, ['MUTE', 'END_FOLLOW'], language);
  }
}
