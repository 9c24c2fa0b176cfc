import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { TooManyAttemptsRefused } from '../../identity/sign-in.types.ts';
import { KeyedInput } from '../deciding/asked.types.ts';
import { decidedBy, KeyReusedRefused } from '../deciding/deciding.types.ts';

@InputType({ description: 'Where somebody is registered who has lost the link of their mail.' })
export class SendMyLinkInput extends KeyedInput {
  @Field(() => ID, { description: 'The roster of the session or event.' })
  readonly rosterId: string;

  @Field({ description: 'The e-mail address they are registered under, at most 254 characters.' })
  @MaxLength(300)
  readonly email: string;
}

@ObjectType({
  description:
    'A mail with the link is on its way where somebody is registered under the address. Whether anybody is, is not told.',
})
class LinkSent {
  @Field({ description: 'What to do now, in plain words.' })
  readonly text: string;
}

export const SendMyLinkResult = createUnionType({
  name: 'SendMyLinkResult',
  description: 'The same for every address, or why nobody looked.',
  types: () => [LinkSent, KeyReusedRefused, TooManyAttemptsRefused] as const,
  resolveType: decidedBy,
});
