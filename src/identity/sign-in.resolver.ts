import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Public, Requires } from '../platform/access/access.decorators.ts';
import { type Exchange, Exchanging, Spoken, Viewing } from '../platform/access/access.parameters.ts';
import { person } from '../platform/access/signed-in.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { DEAR } from '../platform/graphql/dear.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { AccountService } from './account.service.ts';
import { SIGN_IN_MINUTES } from './link.rules.ts';
import { SessionService } from './session.service.ts';
import { CreateApiTokenInput, CreateApiTokenResult } from './session.types.ts';
import { SignInService } from './sign-in.service.ts';
import {
  CreateAccountInput,
  LinkArguments,
  MailResult,
  SetPasswordArguments,
  SetPasswordResult,
  SignInByLinkResult,
  SignInInput,
  SignInResult,
} from './sign-in.types.ts';
import { TokenService } from './token.service.ts';

@Resolver()
export class SignInResolver {
  readonly #signIns: SignInService;
  readonly #accounts: AccountService;
  readonly #sessions: SessionService;
  readonly #tokens: TokenService;

  constructor(signIns: SignInService, accounts: AccountService, sessions: SessionService, tokens: TokenService) {
    this.#signIns = signIns;
    this.#accounts = accounts;
    this.#sessions = sessions;
    this.#tokens = tokens;
  }

  @Public()
  @Mutation(() => SignInResult, {
    ...DEAR,
    description:
      'Signs in by e-mail and password, always under a new token; the browser’s session so far ends. Public.',
  })
  signIn(
    @Args('input', { description: 'Who, and how the session is kept.' }) input: SignInInput,
    @Exchanging() exchange: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#signIns.byPassword(input, exchange, language);
  }

  @Public()
  @Mutation(() => MailResult, {
    ...DEAR,
    description:
      'Sends a link that signs in once, within 15 minutes, in this browser (a cookie binds it). Says alike whether or not the address has an account. Public.',
  })
  async requestSignInLink(
    @Args('email', { description: 'E-mail address, at most 254 characters.' }) email: string,
    @Exchanging() exchange: Exchange,
    @Spoken() language: Language,
  ) {
    return mailed(await this.#signIns.requestLink(email, exchange, language));
  }

  @Public()
  @Mutation(() => SignInByLinkResult, {
    ...DEAR,
    description: 'Uses up a one-time link (sign-in or invitation) and signs in. Public.',
  })
  signInByLink(@Args() input: LinkArguments, @Exchanging() exchange: Exchange, @Spoken() language: Language) {
    return this.#signIns.byLink(input, exchange, language);
  }

  @Public()
  @Mutation(() => MailResult, {
    ...DEAR,
    description:
      'Makes an account without roles and sends a sign-in link to it; a teacher does so to ask for a school. Says alike whether or not the address has an account. Public.',
  })
  async createAccount(
    @Args('input', { description: 'Whose account.' }) input: CreateAccountInput,
    @Exchanging() exchange: Exchange,
    @Spoken() language: Language,
  ) {
    return mailed(await this.#accounts.createAccount(input, exchange, language));
  }

  @Requires()
  @Mutation(() => SetPasswordResult, {
    ...DEAR,
    description:
      'Sets the viewer’s password; all other sessions and all API tokens end. Signed-in people only, not by API token.',
  })
  setPassword(
    @Args() input: SetPasswordArguments,
    @Viewing() viewer: Viewer,
    @Exchanging() exchange: Exchange,
    @Spoken() language: Language,
  ) {
    return this.#accounts.setPassword(input, person(viewer), exchange, language);
  }

  @Requires()
  @Mutation(() => Boolean, { description: 'Ends this session. Signed-in people only, not by API token.' })
  async signOut(@Viewing() viewer: Viewer, @Exchanging() exchange: Exchange) {
    await this.#sessions.signOut(person(viewer), exchange);
    return true;
  }

  @Requires()
  @Mutation(() => Int, {
    description:
      'Ends all sessions and API tokens of the viewer, this session too; answers how many sessions. Signed-in people only, not by API token.',
  })
  signOutEverywhere(@Viewing() viewer: Viewer, @Exchanging() exchange: Exchange) {
    return this.#sessions.signOutEverywhere(person(viewer), exchange);
  }

  @Requires()
  @Mutation(() => Boolean, {
    description: 'Ends one session of the viewer’s own at once. Signed-in people only, not by API token.',
  })
  async revokeSignInSession(
    @Args('id', { type: () => ID, description: 'Which.' }) id: string,
    @Viewing() viewer: Viewer,
  ): Promise<boolean> {
    await this.#sessions.revoke(id, person(viewer));
    return true;
  }

  @Requires()
  @Mutation(() => CreateApiTokenResult, {
    description:
      'Makes a token with which a program acts for the viewer; at most 20 per person. Signed-in people only, not by API token.',
  })
  createApiToken(
    @Args('input', { description: 'The token.' }) input: CreateApiTokenInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#tokens.create(input, person(viewer), language);
  }

  @Requires()
  @Mutation(() => Boolean, {
    description: 'Ends an API token of the viewer’s own at once. Signed-in people only, not by API token.',
  })
  async revokeApiToken(
    @Args('id', { type: () => ID, description: 'Which.' }) id: string,
    @Viewing() viewer: Viewer,
  ): Promise<boolean> {
    await this.#tokens.revoke(id, person(viewer));
    return true;
  }
}

function mailed(result: { readonly sent: true } | { readonly kind: string }) {
  return isRefusal(result) ? result : { validMinutes: SIGN_IN_MINUTES };
}
