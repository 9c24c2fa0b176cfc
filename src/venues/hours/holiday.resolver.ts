import { Inject } from '@nestjs/common';
import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { LocalDate } from '../../platform/graphql/scalars.ts';
import type { Language } from '../../platform/language/language.ts';
import { HolidayService } from './holiday.service.ts';
import { holidaysOfYear } from './holiday.store.ts';
import { Holiday, ImportHolidaysArguments, ImportHolidaysResult } from './holiday.types.ts';

@Resolver(() => Holiday)
export class HolidayResolver {
  readonly #database: Database;
  readonly #holidays: HolidayService;

  constructor(@Inject(Database) database: Database, holidays: HolidayService) {
    this.#database = database;
    this.#holidays = holidays;
  }

  @Public()
  @Query(() => [Holiday], {
    complexity: listCost(15),
    description: 'The public holidays of a year, by date; a branch may say that it does not close on them.',
  })
  async holidays(@Args('year', { type: () => Int, description: 'The year, 2000 to 2099.' }) year: number) {
    if (year < 2000 || year > 2099) throw invalidInput('year must be 2000 to 2099', { argument: 'year' });
    return holidaysOfYear(this.#database.reader, year);
  }

  @Requires('ADMIN')
  @ForTokens('EVENTS')
  @Mutation(() => ImportHolidaysResult, {
    description:
      'Imports a list of public holidays whole or not at all: dates that are new are added, those known get the names of ' +
      'the list, and what it leaves out stays. Bookings made already stay. Administrators only.',
  })
  importHolidays(@Args() input: ImportHolidaysArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#holidays.importHolidays(input, viewer, language);
  }

  @Requires('ADMIN')
  @ForTokens('EVENTS')
  @Mutation(() => Holiday, {
    description: 'Takes a day out of the list of public holidays; answers what it was. Administrators only.',
  })
  removeHoliday(
    @Args('date', { type: () => LocalDate, description: 'The day.' }) date: string,
    @Viewing() viewer: Viewer,
  ) {
    return this.#holidays.removeHoliday(date, viewer);
  }

  @ResolveField(() => String, { description: 'Name in the viewer’s language.' })
  name(@Parent() { nameUk, nameEn }: Holiday, @Spoken() language: Language) {
    return language === 'uk' ? nameUk : nameEn;
  }
}
