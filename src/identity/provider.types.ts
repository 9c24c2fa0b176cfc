import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'An identity provider (OpenID Connect) to sign in with.' })
export class SignInProvider {
  @Field({ description: 'What it is called on a button.' })
  readonly name: string;

  @Field({
    description:
      'The path of this server to follow as a link; add `?returnTo=/path` to come back to a page of this site, at most 500 characters.',
  })
  readonly path: string;
}

@ObjectType({ description: 'The ways to sign in here, so that a page shows the right buttons.' })
export class SignInMethods {
  @Field({ description: 'By e-mail and password: `signIn`.' })
  readonly password: boolean;

  @Field({ description: 'By a link sent by e-mail: `requestSignInLink`.' })
  readonly link: boolean;

  @Field(() => SignInProvider, { nullable: true, description: 'By an identity provider; null where there is none.' })
  readonly provider: SignInProvider | null;
}
