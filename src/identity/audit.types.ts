import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import type { AuditRow } from '../platform/audit/audit.tables.ts';
import { enumOf } from '../platform/graphql/codes.ts';
import { connectionTypes, PageArguments } from '../platform/graphql/connection.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Instant } from '../platform/time/instant.ts';

const AuditVias = enumOf<AuditRow['via']>('AuditVia', 'By what somebody was known who did something.', {
  SESSION: 'By a session of their own.',
  API_TOKEN: 'By an API token of theirs.',
  LINK: 'By a link out of a mail to them.',
  SYSTEM: 'The program itself: the command line, a job.',
  NOBODY: 'Without an account.',
});

@ObjectType({ description: 'One changed field, by its name in this schema.' })
export class AuditChange {
  @Field({ description: 'Name of the field.' })
  readonly field: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it was, as JSON; null for nothing. Personal data and secrets are masked: `"•••"`.',
  })
  readonly before: string | null;

  @Field(() => String, { nullable: true, description: 'What it became, as JSON; null for nothing. Masked likewise.' })
  readonly after: string | null;
}

@ObjectType({ description: 'Who did what to which thing when. Lines are never changed and never removed.' })
export class AuditEntry {
  @Field(() => ID, { description: 'Global id; rises with time.' })
  readonly id: Id<'AuditEntry'>;

  @Field(() => DateTime, { description: 'When, in UTC.' })
  readonly at: Instant;

  @Field(() => ID, {
    nullable: true,
    description: 'Who; after an erasure all that is left of them, a pseudonym. Null for the program and for nobody.',
  })
  readonly actorId: Id<'Person'> | null;

  @Field(() => AuditVias, { description: 'By what they were known.' })
  readonly via: AuditRow['via'];

  @Field({ description: 'What was done: `UPDATE`, `PUBLISH`, `SIGN_IN`.' })
  readonly action: string;

  @Field({ description: 'The type of the thing in this schema: `Event`.' })
  readonly thingKind: string;

  @Field(() => ID, { description: 'The global id of the thing.' })
  readonly thingId: string;

  @Field(() => String, { nullable: true, description: 'The `x-request-id` of the request in which it was done.' })
  readonly requestId: string | null;
}

@ObjectType({ description: 'A page of the audit.' })
export class AuditEntryConnection extends connectionTypes(AuditEntry, 'AuditEntry') {}

@ArgsType()
export class AuditArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Only what was done to this thing.' })
  readonly thingId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what this person did.' })
  readonly actorId?: string | null;
}
