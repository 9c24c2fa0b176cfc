import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LinkRefusedRefused } from '../../identity/sign-in.types.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { RegistrationKinds } from '../deciding/deciding.codes.ts';
import { decidedBy, KeyReusedRefused } from '../deciding/deciding.types.ts';
import { LinkInput } from '../links/link.types.ts';
import type { Need, RegistrationKind } from '../record/seats.rules.ts';
import { RegistrationNeed } from '../staff/registration.types.ts';

/** Only by the link of the person’s own mail, and to who has an account of their own. */
@ObjectType({
  description:
    'A registration as its person sees it: everything that is held of them in it. Of one that the viewer made for somebody else by an account nothing is told of that person.',
})
export class MyRegistration {
  @Field(() => RegistrationKinds, { description: 'Who registers.' })
  readonly kind: RegistrationKind;

  @Field(() => String, { nullable: true, description: 'The name, of a class that of its contact; null for none.' })
  readonly name: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address; null for none.' })
  readonly email: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was confirmed, in UTC; null before.' })
  readonly emailConfirmedAt: Instant | null;

  @Field(() => String, { nullable: true, description: 'Telephone number; null for none.' })
  readonly phone: string | null;

  @Field({ description: 'Language in which the mails are written, ISO 639-1: `uk` or `en`.' })
  readonly language: string;

  @Field(() => [RegistrationNeed], { description: 'What they said that they need.' })
  readonly needs: readonly Need[];

  @Field(() => String, { nullable: true, description: 'What else they wrote to the host; null for nothing.' })
  readonly note: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a class: its grade, 1 to 12; null for others.' })
  readonly grade: number | null;

  @Field(() => String, { nullable: true, description: 'Of a class: its letter; null for none, and for others.' })
  readonly letter: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a class: how many pupils come; null for others.' })
  readonly pupils: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a class: how many adults come with them; null for others.' })
  readonly adults: number | null;

  @Field(() => String, { nullable: true, description: 'Of a nominee: the job title; null for none.' })
  readonly jobTitle: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff declined, cancelled, promoted or moved it; null else.',
  })
  readonly reason: string | null;

  @Field(() => DateTime, { description: 'When the registration came, in UTC.' })
  readonly arrivedAt: Instant;

  @Field(() => String, {
    nullable: true,
    description: 'Which text on personal data was agreed to; null where a body named them.',
  })
  readonly consentVersion: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was agreed to, in UTC; null likewise.' })
  readonly consentedAt: Instant | null;
}

@ObjectType({ description: 'A page of one’s own registrations.' })
export class MyRegistrationConnection extends connectionTypes(MyRegistration, 'MyRegistration') {}

@InputType({ description: 'That what is held on a person goes.' })
export class EraseMyDataInput extends LinkInput {}

@ObjectType({ description: 'What was held is gone; how many came is still counted.' })
class MyDataErased {
  @Field(() => Int, { description: 'Of how many registrations nobody knows any more whose they were.' })
  readonly registrations: number;

  @Field(() => Int, { description: 'How many of them had not ended: they are cancelled, and their places go on.' })
  readonly cancelled: number;
}

export const EraseMyDataResult = createUnionType({
  name: 'EraseMyDataResult',
  description: 'What is gone, or why nothing was erased.',
  types: () => [MyDataErased, LinkRefusedRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});
