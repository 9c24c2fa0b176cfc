import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { Languages } from '../identity/identity.codes.ts';
import { IfGiven } from '../platform/graphql/optional.ts';
import { Refused } from '../platform/graphql/refusal.types.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import { Lines } from '../platform/graphql/written.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import type { Instant } from '../platform/time/instant.ts';
import { KeyedInput } from '../registration/deciding/asked.types.ts';
import { KeyReusedRefused } from '../registration/deciding/deciding.types.ts';
import { MessageKinds } from './notice.codes.ts';
import type { NoticeKind } from './notice.data.ts';

const MOST_WORDS = 1_000;
const WORDS = `plain text of at most ${MOST_WORDS} characters; {title}, {when}, {place} and {name} are filled in, {{ and }} are braces`;

@ObjectType({ description: 'A branch’s own words in a kind of message, in a language.' })
export class MessageWords {
  @Field(() => ID, { description: 'The branch.' })
  readonly branchId: Id<'Branch'>;

  @Field(() => MessageKinds, { description: 'The kind of message.' })
  readonly kind: NoticeKind;

  @Field(() => Languages, { description: 'The language of those who read them.' })
  readonly language: Language;

  @Field(() => String, { nullable: true, description: 'Before all that the message says; null for nothing.' })
  readonly intro: string | null;

  @Field(() => String, { nullable: true, description: 'After it; null for nothing.' })
  readonly closing: string | null;

  @Field(() => DateTime, { description: 'When they were saved last, in UTC.' })
  readonly updatedAt: Instant;
}

@InputType({ description: 'What a branch says before and after a kind of message.' })
export class SaveMessageWordsInput extends KeyedInput {
  @Field(() => ID, { description: 'The branch.' })
  readonly branchId: string;

  @Field(() => MessageKinds, { description: 'The kind of message.' })
  readonly kind: NoticeKind;

  @Field(() => Languages, { description: 'The language of those who read them.' })
  readonly language: Language;

  @Field(() => String, { nullable: true, description: `Before all: ${WORDS}; null or left out for nothing.` })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_WORDS)
  readonly intro?: string | null;

  @Field(() => String, { nullable: true, description: `After it: ${WORDS}; null or left out for nothing.` })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_WORDS)
  readonly closing?: string | null;
}

@InputType({ description: 'Words to be tried, before they are saved.' })
export class MessagePreviewInput {
  @Field(() => ID, { description: 'The branch.' })
  readonly branchId: string;

  @Field(() => MessageKinds, { description: 'The kind of message.' })
  readonly kind: NoticeKind;

  @Field(() => Languages, { description: 'The language of those who read it.' })
  readonly language: Language;

  @Field(() => String, {
    nullable: true,
    description: `Before all: ${WORDS}; left out, what is saved; null for nothing.`,
  })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_WORDS)
  readonly intro?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `After it: ${WORDS}; left out, what is saved; null for nothing.`,
  })
  @Lines()
  @IfGiven()
  @MaxLength(MOST_WORDS)
  readonly closing?: string | null;
}

@ObjectType({ description: 'A message as somebody would read it, about an event that is made up.' })
export class MessagePreview {
  @Field({ description: 'The subject, one line.' })
  readonly subject: string;

  @Field({ description: 'The plain text.' })
  readonly text: string;

  @Field({ description: 'The same as HTML, all of it escaped: to be shown in a frame without scripts.' })
  readonly html: string;
}

@ObjectType('UnknownPlaceholders', {
  implements: () => Refused,
  description: 'Something in braces is no placeholder: people would read it as it stands.',
})
class UnknownPlaceholdersRefused extends Refused {
  @Field(() => [String], { description: 'What stands in the braces, each once.' })
  readonly names: readonly string[];
}

export const SaveMessageWordsResult = createUnionType({
  name: 'SaveMessageWordsResult',
  description: 'The words as they are saved, or why they are not.',
  types: () => [MessageWords, UnknownPlaceholdersRefused, KeyReusedRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'MessageWords'),
});
