import { Field, InputType, Int } from '@nestjs/graphql';
import { IsInt, Matches, Max, Min } from 'class-validator';
import type { Need, NeedKind } from '../record/seats.rules.ts';
import { NeedKinds } from './deciding.codes.ts';

/** No room holds more; what is beyond is a slip of the keyboard. */
export const MOST_SEATS = 10_000;
export const MOST_NEEDS = 8;

@InputType({ description: 'Something they need, and how many of them. No words: nobody is described here.' })
export class NeedInput implements Need {
  @Field(() => NeedKinds, { description: 'What is needed.' })
  readonly need: NeedKind;

  @Field(() => Int, { defaultValue: 1, description: `How many need it, 1 to ${MOST_SEATS}.` })
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  readonly count: number;
}

@InputType({ isAbstract: true })
export abstract class KeyedInput {
  @Field({
    description:
      'A key that the client makes up for this request, 8 to 64 letters, digits, `-` and `_`: sent again with it, as after a lost answer, the request is not done twice and answers as it did.',
  })
  @Matches(/^[\w-]{8,64}$/, { message: 'key must be 8 to 64 letters, digits, - and _' })
  readonly key: string;
}
