import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { LinkRefusedRefused } from '../../identity/sign-in.types.ts';
import { enumOf } from '../../platform/graphql/codes.ts';
import { connectionTypes } from '../../platform/graphql/connection.ts';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { Instant } from '../../platform/time/instant.ts';
import {
  ConsentNeededRefused,
  decidedBy,
  KeyReusedRefused,
  NotHeldRefused,
  NotInThisStateRefused,
  REGISTER_REFUSALS,
  Registered,
  RegistrationReceipt,
} from '../deciding/deciding.types.ts';
import type { LineFault, NomineeField } from './nomination.refusal.rules.ts';
import type { CheckedLine } from './nomination.rules.ts';
import type { NominationState } from './nomination.state.rules.ts';

export const NominationStates = enumOf<NominationState>('NominationState', 'How a nomination stands.', {
  INVITED: 'Запрошено: the seat is held until the nominee has answered, or the time for it is over.',
  ACCEPTED: 'Погодилися: they come.',
  RESERVE: 'Резерв: beyond the quota; they wait until one who has a seat does not come.',
  OFFERED: 'Місце запропоновано: one of the reserve has been offered a seat, and has not answered.',
  DECLINED: 'Відмовилися: they do not come; a substitute may be named.',
  EXPIRED: 'Не відповіли вчасно: the seat was given back; a substitute may be named.',
  CANCELLED: 'Скасували: they had agreed, or waited, and do not come; a substitute may be named.',
  WITHDRAWN: 'Відкликано: by the nominator or by the host; a substitute may be named.',
  SUBSTITUTED: 'Замінено: they do not come, and a substitute was named.',
  ATTENDED: 'Були: they came.',
  NO_SHOW: 'Неявка: they did not come.',
});

const NomineeFields = enumOf<NomineeField>('NomineeField', 'A field of a line that names somebody.', {
  NAME: 'Ім’я: the full name.',
  EMAIL: 'E-mail: the address.',
  JOB_TITLE: 'Посада: the job title.',
  PHONE: 'Телефон: the telephone number.',
});

export type NominationAction = 'SUBSTITUTE' | 'WITHDRAW';
export const NominationActions = enumOf<NominationAction>(
  'NominationAction',
  'What the viewer may do with a nomination now.',
  { SUBSTITUTE: 'Name somebody in their place.', WITHDRAW: 'Take it back.' },
);

@ObjectType({ description: 'Somebody whom a body or an outlet nominated. For its nominators and the host alone.' })
export class Nomination {
  @Field(() => ID, { description: 'Global id of the registration.' })
  readonly id: Id<'Registration'>;

  @Field(() => String, { nullable: true, description: 'Full name; null once personal data are purged.' })
  readonly name: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address; null once personal data are purged.' })
  readonly email: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number; null when none is known.' })
  readonly phone: string | null;

  @Field(() => String, { nullable: true, description: 'Job title; null when none is known.' })
  readonly jobTitle: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why they do not come, or why they were withdrawn; null when nobody said.',
  })
  readonly reason: string | null;

  @Field(() => Int, { nullable: true, description: 'The place in the reserve, from 1; null when they do not wait.' })
  readonly position: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the nominee may answer an invitation or an offer, in UTC; null when nothing waits for it.',
  })
  readonly expiresAt: Instant | null;

  @Field(() => DateTime, { description: 'When they were nominated, in UTC.' })
  readonly arrivedAt: Instant;

  @Field(() => ID, { nullable: true, description: 'The nomination whose place they take; null when nobody’s.' })
  readonly substituteOfId: Id<'Registration'> | null;

  @Field(() => ID, { nullable: true, description: 'The nomination of who takes their place; null when nobody does.' })
  readonly substitutedById: Id<'Registration'> | null;
}

@ObjectType({ description: 'The seats that a roster keeps for whom a body or an outlet names.' })
class NominationQuota {
  @Field(() => Int, { description: 'How many seats it has; after the day of release, how many were taken then.' })
  readonly seats: number;

  @Field(() => Int, { description: 'How many are taken, held for who was invited, or offered.' })
  readonly held: number;

  @Field(() => Int, { description: 'How many people are in the reserve.' })
  readonly waiting: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the unused seats went to whoever waits, in UTC; null while they are kept.',
  })
  readonly releasedAt: Instant | null;
}

@ObjectType({ description: 'A page of nominations, with the seats there are for them.' })
export class NominationConnection extends connectionTypes(Nomination, 'Nomination') {
  @Field(() => NominationQuota, { nullable: true, description: 'The quota; null when the roster gives them no seats.' })
  readonly quota: NominationQuota | null;
}

@ObjectType({ description: 'What is wrong with one line of a list.' })
class NominationFault implements LineFault {
  @Field(() => Int, { description: 'The line, from 1, as an editor counts those of a text, or the row of a list.' })
  readonly line: number;

  @Field(() => NomineeFields, { nullable: true, description: 'The field; null when it is the line as a whole.' })
  readonly field: NomineeField | null;

  @Field({ description: 'What is wrong and what to do, in plain words, in the language of Accept-Language.' })
  readonly message: string;
}

@ObjectType({ description: 'One line of a list as it was read.' })
class NominationLine implements CheckedLine {
  @Field(() => Int, { description: 'The line, from 1, as an editor counts those of a text, or the row of a list.' })
  readonly line: number;

  @Field({ description: 'The name; empty when there is none.' })
  readonly name: string;

  @Field({ description: 'The address in small letters, or what was written in its place.' })
  readonly email: string;

  @Field({ description: 'The job title; empty when there is none.' })
  readonly jobTitle: string;

  @Field({ description: 'The telephone number; empty when there is none.' })
  readonly phone: string;

  @Field(() => [NominationFault], { description: 'All that is wrong with it; none when it can be nominated.' })
  readonly errors: readonly LineFault[];

  @Field(() => [NomineeFields], {
    description: 'Fields that a spreadsheet would take for a formula: no error, they are kept as the text they are.',
  })
  readonly formulaLike: readonly NomineeField[];
}

@ObjectType({ description: 'What would become of a list if it were sent now.' })
class NominationsPreview {
  @Field(() => [NominationLine], { complexity: 200, description: 'Every line, in the order of the list.' })
  readonly lines: readonly CheckedLine[];

  @Field(() => [String], { description: 'Headings of columns that are not read.' })
  readonly ignoredColumns: readonly string[];

  @Field(() => Int, { description: 'How many of the lines without errors would have a seat.' })
  readonly places: number;

  @Field(() => Int, { description: 'How many of the lines without errors would be the reserve.' })
  readonly reserve: number;

  @Field(() => Refused, { nullable: true, description: 'Why nobody would be taken now; null when they would.' })
  readonly refused: Refusal | null;
}

@ObjectType({ description: 'All of the list are nominated, and are written to.' })
class NominationsMade {
  @Field(() => Int, { description: 'How many have a seat that is held until they answer.' })
  readonly places: number;

  @Field(() => Int, { description: 'How many are the reserve.' })
  readonly reserve: number;

  @Field(() => [RegistrationReceipt], { complexity: 200, description: 'Each, in the order of the list.' })
  readonly receipts: readonly RegistrationReceipt[];
}

@ObjectType('NominationsWrong', {
  implements: () => Refused,
  description: 'The list cannot be taken as it is; nobody was nominated.',
})
class NominationsWrongRefused extends Refused {
  @Field(() => [NominationFault], { description: 'All that is wrong, in the order of the lines.' })
  readonly errors: readonly LineFault[];
}

@ObjectType('NoQuota', { implements: () => Refused, description: 'The roster keeps no seats for this body or outlet.' })
class NoQuotaRefused extends Refused {}

@ObjectType('AlreadySubstituted', { implements: () => Refused, description: 'A substitute was named already.' })
class AlreadySubstitutedRefused extends Refused {
  @Field(() => ID, { description: 'The nomination of the substitute.' })
  readonly substituteId: string;
}

const NOMINATE_REFUSALS = [
  ...[NominationsWrongRefused, NoQuotaRefused, ConsentNeededRefused],
  ...REGISTER_REFUSALS,
] as const;

export const PreviewNominationsResult = createUnionType({
  name: 'PreviewNominationsResult',
  description: 'What would become of the list, or why it cannot be read at all.',
  types: () => [NominationsPreview, NominationsWrongRefused] as const,
  resolveType: decidedBy,
});

export const NominateResult = createUnionType({
  name: 'NominateResult',
  description: 'That they are nominated, or why nobody was.',
  types: () => [NominationsMade, ...NOMINATE_REFUSALS] as const,
  resolveType: decidedBy,
});

export const AnswerNominationResult = createUnionType({
  name: 'AnswerNominationResult',
  description: 'The registration as it stands now, or why the answer was not taken.',
  types: () => [Registered, LinkRefusedRefused, NotInThisStateRefused, NotHeldRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});

export const SubstituteNomineeResult = createUnionType({
  name: 'SubstituteNomineeResult',
  description: 'That the substitute is nominated, or why not.',
  types: () => [Registered, AlreadySubstitutedRefused, NotInThisStateRefused, ...NOMINATE_REFUSALS] as const,
  resolveType: decidedBy,
});

export const WithdrawNomineeResult = createUnionType({
  name: 'WithdrawNomineeResult',
  description: 'The registration as it stands now, or why it was not taken back.',
  types: () => [Registered, NotInThisStateRefused, NotHeldRefused, KeyReusedRefused] as const,
  resolveType: decidedBy,
});
