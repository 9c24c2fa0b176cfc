import { MaxLength } from 'class-validator';
import { ArgsType, createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Refused } from '../../platform/graphql/refusal.types.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { MOST_CHARACTERS } from './holiday.reader.ts';

@ObjectType({ description: 'A public holiday of the country.' })
export class Holiday {
  @Field(() => LocalDate, { description: 'The day, in the zone of whatever branch.' })
  readonly date: string;

  @Field({ description: 'Name in Ukrainian.' })
  readonly nameUk: string;

  @Field({ description: 'Name in English.' })
  readonly nameEn: string;
}

@ArgsType()
export class ImportHolidaysArguments {
  @Field({
    description:
      `The list: comma- or semicolon-separated values under the heading \`date,nameUk,nameEn\`, dates as \`2026-08-24\`; at ` +
      `most 1000 holidays and ${MOST_CHARACTERS} characters.`,
  })
  @MaxLength(MOST_CHARACTERS)
  readonly csv: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether only to count what would be done.' })
  readonly dryRun: boolean = false;
}

@ObjectType({ description: 'What importing a list of holidays did, or would do.' })
class HolidayImport {
  @Field(() => Int, { description: 'How many dates were not known.' })
  readonly added: number;

  @Field(() => Int, { description: 'How many were known by other names, and got those of the list.' })
  readonly changed: number;

  @Field(() => Int, { description: 'How many were known by these names.' })
  readonly unchanged: number;

  @Field(() => Int, { description: 'Always 0: what the list leaves out stays; `removeHoliday` takes it away.' })
  readonly removed: number;
}

@ObjectType({ description: 'A line of a list, and what is wrong with it.' })
class HolidayLineProblem {
  @Field(() => Int, { description: 'The line, from 1; the heading is the first.' })
  readonly line: number;

  @Field({ description: 'What is wrong, in the viewer’s language.' })
  readonly message: string;
}

@ObjectType('HolidayListInvalid', {
  implements: () => Refused,
  description: 'The list has lines that cannot be read; nothing was imported.',
})
class HolidayListInvalidRefused extends Refused {
  @Field(() => [HolidayLineProblem], { description: 'Every line that is wrong, in their order.' })
  readonly lines: readonly HolidayLineProblem[];
}

export const ImportHolidaysResult = createUnionType({
  name: 'ImportHolidaysResult',
  description: 'What was done, or why nothing was.',
  types: () => [HolidayImport, HolidayListInvalidRefused] as const,
  resolveType: (value: unknown) => (isRefusal(value) ? value.kind : 'HolidayImport'),
});
