import { createUnionType, ObjectType } from '@nestjs/graphql';
import { ChangedMeanwhileRefused, Refused } from '../../platform/graphql/refusal.types.ts';
import { SchoolHasEnoughRefused, TooFewAdultsRefused, TooManyAdultsRefused } from '../deciding/class.types.ts';
import {
  AlreadyRegisteredRefused,
  ConsentNeededRefused,
  decidedBy,
  KeyReusedRefused,
  NoPlacesRefused,
  NotHeldRefused,
  NotInThisStateRefused,
  Registered,
  TooManyPeopleRefused,
  TooManySeatsRefused,
} from '../deciding/deciding.types.ts';
import { AnswersWrongRefused } from '../questions/question.types.ts';

@ObjectType('NoTimeToAnswer', {
  implements: () => Refused,
  description:
    'It is too near the closing for an offer that waits for an answer; who is asked by telephone can say yes.',
})
class NoTimeToAnswerRefused extends Refused {}

const ALWAYS = [Registered, NotHeldRefused, NotInThisStateRefused, KeyReusedRefused] as const;

export const DecideRegistrationResult = createUnionType({
  name: 'DecideRegistrationResult',
  description: 'How the registration stands now, or why nothing was done.',
  types: () => ALWAYS,
  resolveType: decidedBy,
});

export const PromoteRegistrationResult = createUnionType({
  name: 'PromoteRegistrationResult',
  description: 'How the registration stands now, or why it was not promoted.',
  types: () => [...ALWAYS, NoPlacesRefused, NoTimeToAnswerRefused, TooFewAdultsRefused, TooManyAdultsRefused] as const,
  resolveType: decidedBy,
});

export const MoveRegistrationResult = createUnionType({
  name: 'MoveRegistrationResult',
  description: 'The registration for the other date, or why nothing was changed.',
  types: () => [...ALWAYS, NoPlacesRefused, TooManyPeopleRefused, AlreadyRegisteredRefused] as const,
  resolveType: decidedBy,
});

export const EditByStaffResult = createUnionType({
  name: 'EditByStaffResult',
  description: 'How the registration stands now, or why it was not changed.',
  types: () =>
    [
      ...[...ALWAYS, NoPlacesRefused, TooManySeatsRefused, TooFewAdultsRefused, AlreadyRegisteredRefused],
      ...[TooManyPeopleRefused, TooManyAdultsRefused, ChangedMeanwhileRefused],
    ] as const,
  resolveType: decidedBy,
});

export const RegisterByPhoneResult = createUnionType({
  name: 'RegisterByPhoneResult',
  description: 'That they are registered, or why not.',
  types: () =>
    [
      ...[Registered, NotHeldRefused, NoPlacesRefused, AlreadyRegisteredRefused, KeyReusedRefused],
      ...[TooFewAdultsRefused, TooManyAdultsRefused, TooManyPeopleRefused, SchoolHasEnoughRefused],
      ...[AnswersWrongRefused, ConsentNeededRefused],
    ] as const,
  resolveType: decidedBy,
});
