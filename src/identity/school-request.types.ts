import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../platform/graphql/codes.ts';
import { connectionTypes } from '../platform/graphql/connection.ts';
import { DateTime } from '../platform/graphql/scalars.ts';
import type { Id } from '../platform/ids/id.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { Refused } from '../platform/graphql/refusal.types.ts';
import type { Instant } from '../platform/time/instant.ts';
import { TooManyAttemptsRefused } from './sign-in.types.ts';
import { RequestStates } from './identity.codes.ts';
import type { SchoolRequestRow } from './school-request.tables.ts';

export type SchoolRequestAction = 'DECIDE' | 'WITHDRAW';
export const SchoolRequestActions = enumOf<SchoolRequestAction>(
  'SchoolRequestAction',
  'What the viewer may do with a request now.',
  { DECIDE: 'Approve or decline it.', WITHDRAW: 'Take it back.' },
);

@ObjectType({ description: 'A teacher’s wish to act for a school.' })
export class SchoolRequest {
  @Field(() => ID, { description: 'Global id.' })
  readonly id: Id<'SchoolRequest'>;

  @Field(() => RequestStates, { description: 'How far it has come.' })
  readonly state: SchoolRequestRow['state'];

  @Field(() => DateTime, { description: 'When it was made, in UTC.' })
  readonly createdAt: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided or withdrawn, in UTC.' })
  readonly decidedAt: Instant | null;
}

@ObjectType({ description: 'A page of requests.' })
export class SchoolRequestConnection extends connectionTypes(SchoolRequest, 'SchoolRequest') {}

@ObjectType('RequestDecided', { implements: () => Refused, description: 'The request does not wait any more.' })
class RequestDecidedRefused extends Refused {
  @Field(() => RequestStates, { description: 'What became of it.' })
  readonly state: SchoolRequestRow['state'];
}

@ObjectType('AlreadyTeacher', { implements: () => Refused, description: 'The viewer acts for this school already.' })
class AlreadyTeacherRefused extends Refused {}

const resolveType = (value: unknown) => (isRefusal(value) ? value.kind : 'SchoolRequest');

export const AskForSchoolResult = createUnionType({
  name: 'AskForSchoolResult',
  description: 'The request, also when it was pending already, or why there is none.',
  types: () => [SchoolRequest, AlreadyTeacherRefused, TooManyAttemptsRefused] as const,
  resolveType,
});

export const DecideSchoolRequestResult = createUnionType({
  name: 'DecideSchoolRequestResult',
  description: 'The request as it is now, or why nothing was changed.',
  types: () => [SchoolRequest, RequestDecidedRefused] as const,
  resolveType,
});
