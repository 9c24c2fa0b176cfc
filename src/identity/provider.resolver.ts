import { Query, Resolver } from '@nestjs/graphql';
import { Public } from '../platform/access/access.decorators.ts';
import { IdentityProvider, PROVIDER_PATH } from './identity-provider.ts';
import { SignInMethods } from './provider.types.ts';

@Resolver()
export class SignInMethodsResolver {
  readonly #provider: IdentityProvider;

  constructor(provider: IdentityProvider) {
    this.#provider = provider;
  }

  @Public()
  @Query(() => SignInMethods, { description: 'The ways to sign in here. Public.' })
  signInMethods(): SignInMethods {
    const { name } = this.#provider;
    return { password: true, link: true, provider: name === null ? null : { name, path: PROVIDER_PATH } };
  }
}
