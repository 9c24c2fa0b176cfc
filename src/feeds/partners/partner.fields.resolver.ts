import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Audience } from '../../directory/entry.types.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost, pageCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { Room } from '../../venues/places/room.types.ts';
import { faultWords, problemWords } from './fault.words.rules.ts';
import { partnerFeedAddress } from './partner.address.rules.ts';
import { type CalendarAction, CalendarActions } from './partner.codes.ts';
import { PartnerDesk } from './partner.desk.ts';
import { PartnerItemsArguments } from './partner.input.types.ts';
import { mayKeepPartners } from './partner.policy.ts';
import {
  PartnerCalendar,
  PartnerCalendarTrouble,
  PartnerEventProblem,
  PartnerItemConnection,
} from './partner.types.ts';
import type { EventProblem } from './reading/read.calendar.ts';
import { audiencesOfCalendars } from './record/calendar.store.ts';
import { countsOfCalendars, type ItemCounts } from './record/item.store.ts';
import type { PartnerCalendarRow } from './record/partner.tables.ts';

@Resolver(() => PartnerCalendar)
export class PartnerFieldsResolver {
  readonly #database: Database;
  readonly #desk: PartnerDesk;
  readonly #settings: Settings;

  constructor(@Inject(Database) database: Database, desk: PartnerDesk, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#desk = desk;
    this.#settings = settings;
  }

  @ResolveField(() => Branch, { description: 'The branch whose staff look after it.' })
  branch(@Parent() { branchId }: PartnerCalendarRow, @Context() context: object) {
    return this.#desk.branch(context, branchId);
  }

  @ResolveField(() => Room, { nullable: true, description: 'The room that it keeps; null for one that is promoted.' })
  room(@Parent() { roomId }: PartnerCalendarRow, @Context() context: object) {
    return roomId && this.#desk.room(context, roomId);
  }

  @ResolveField(() => [Audience], {
    complexity: listCost(3),
    description: 'For whom the events of a promoted one are.',
  })
  async audiences(@Parent() { id }: PartnerCalendarRow, @Context() context: object) {
    return (await load(context, this.#database.reader, audiencesOfCalendars, id)) ?? [];
  }

  @ResolveField(() => PartnerCalendarTrouble, {
    nullable: true,
    description: 'Why it could not be read the last time; null where it could.',
  })
  trouble(@Parent() { fault }: PartnerCalendarRow, @Spoken() language: Language): PartnerCalendarTrouble | null {
    return fault && { fault: fault.fault, line: fault.line, message: faultWords(fault, language) };
  }

  @ResolveField(() => [PartnerEventProblem], {
    complexity: listCost(10),
    description: 'What was wrong with its events when it was read last: the first 50 by line.',
  })
  problems(@Parent() { problems }: PartnerCalendarRow) {
    return problems;
  }

  @ResolveField(() => Int, { description: 'How many times it holds, of those to come.' })
  async itemCount(@Parent() { id }: PartnerCalendarRow, @Context() context: object): Promise<number> {
    return (await this.#counts(id, context))?.items ?? 0;
  }

  @ResolveField(() => Int, { description: 'How many of them others were in the way of when it was looked at last.' })
  async conflictCount(@Parent() { id }: PartnerCalendarRow, @Context() context: object): Promise<number> {
    return (await this.#counts(id, context))?.conflicts ?? 0;
  }

  @ResolveField(() => PartnerItemConnection, {
    complexity: pageCost,
    description: 'What it holds, by start; of one state alone where that is given.',
  })
  items(
    @Parent() calendar: PartnerCalendarRow,
    @Args() page: PartnerItemsArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#desk.items(calendar, page, { viewer, language });
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Address of the public calendar of a promoted one, to subscribe to; null for one that keeps a room.',
  })
  feedUrl(@Parent() { purpose, slug }: PartnerCalendarRow): string | null {
    return purpose === 'PROMOTED' ? partnerFeedAddress(addressOf(this.#settings), slug) : null;
  }

  @ResolveField(() => [CalendarActions], { description: 'What the viewer may do with it now: the buttons that work.' })
  viewerCan(@Parent() { branchId, address, active }: PartnerCalendarRow, @Viewing() viewer: Viewer): CalendarAction[] {
    if (!mayKeepPartners(viewer, branchId)) return [];
    const reading: CalendarAction[] = address === null ? ['REFRESH', 'IMPORT'] : ['REFRESH'];
    return ['UPDATE', ...(active ? reading : []), 'REMOVE'];
  }

  #counts(id: string, context: object): Promise<ItemCounts | undefined> {
    return load(context, this.#database.reader, countsOfCalendars, id);
  }
}

@Resolver(() => PartnerEventProblem)
export class PartnerEventProblemResolver {
  @ResolveField(() => String, { description: 'The same in words, in the language of Accept-Language.' })
  message(@Parent() { fault }: EventProblem, @Spoken() language: Language): string {
    return problemWords(fault, language);
  }
}
