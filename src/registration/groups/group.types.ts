import { createUnionType } from '@nestjs/graphql';
import { TooManyAttemptsRefused } from '../../identity/sign-in.types.ts';
import { SchoolHasEnoughRefused, TooFewAdultsRefused, TooManyAdultsRefused } from '../deciding/class.types.ts';
import { ConsentNeededRefused, decidedBy, REGISTER_REFUSALS, Registered } from '../deciding/deciding.types.ts';
import { AnswersWrongRefused } from '../questions/question.types.ts';

/** What everybody may hear who brings a class. */
export const CLASS_REFUSALS = [
  ...[...REGISTER_REFUSALS, TooFewAdultsRefused, TooManyAdultsRefused, SchoolHasEnoughRefused],
  ...[AnswersWrongRefused, ConsentNeededRefused, TooManyAttemptsRefused],
] as const;

export const RegisterClassResult = createUnionType({
  name: 'RegisterClassResult',
  description: 'That the class is registered, or why not.',
  types: () => [Registered, ...CLASS_REFUSALS] as const,
  resolveType: decidedBy,
});
