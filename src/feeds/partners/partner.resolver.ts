import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { PartnerDesk } from './partner.desk.ts';
import { PartnerImport } from './partner.import.ts';
import {
  AddPartnerCalendarInput,
  ImportPartnerCalendarInput,
  PreviewPartnerCalendarInput,
  RemovePartnerCalendarArguments,
  UpdatePartnerCalendarInput,
} from './partner.input.types.ts';
import { PartnerReading } from './partner.reading.ts';
import { PartnerService } from './partner.service.ts';
import {
  AddPartnerCalendarResult,
  ImportPartnerCalendarResult,
  PartnerCalendar,
  PreviewPartnerCalendarResult,
  RefreshPartnerCalendarResult,
  RemovePartnerCalendarResult,
  UpdatePartnerCalendarResult,
} from './partner.types.ts';

const STAFF = ['LIBRARIAN', 'APPROVER'] as const;

/** Calendars that partners keep, read for a branch. */
@Resolver(() => PartnerCalendar)
export class PartnerResolver {
  readonly #partners: PartnerService;
  readonly #reading: PartnerReading;
  readonly #imports: PartnerImport;
  readonly #desk: PartnerDesk;

  constructor(partners: PartnerService, reading: PartnerReading, imports: PartnerImport, desk: PartnerDesk) {
    this.#partners = partners;
    this.#reading = reading;
    this.#imports = imports;
    this.#desk = desk;
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Query(() => [PartnerCalendar], {
    complexity: listCost(10),
    description:
      'Calendars of partners that are read for a branch, in the order in which they were added; at most 100. Librarians and approvers of the branch only.',
  })
  partnerCalendars(
    @Args('branchId', { type: () => ID, description: 'The branch.' }) branchId: string,
    @Viewing() viewer: Viewer,
  ) {
    return this.#desk.ofBranch(branchId, viewer);
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Query(() => PartnerCalendar, {
    description: 'A partner’s calendar, with what it holds. Librarians and approvers of its branch only.',
  })
  partnerCalendar(@Args('id', { type: () => ID, description: 'The calendar.' }) id: string, @Viewing() viewer: Viewer) {
    return this.#desk.one(id, viewer);
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Mutation(() => AddPartnerCalendarResult, {
    description:
      'Has a partner’s calendar read for a branch: at once and then over and over where it has an address, else as it is brought. Librarians and approvers of the branch only.',
  })
  addPartnerCalendar(
    @Args('input', { description: 'The calendar.' }) input: AddPartnerCalendarInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#partners.add(input, viewer, language);
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Mutation(() => UpdatePartnerCalendarResult, {
    description: 'Changes a partner’s calendar. Librarians and approvers of its branch only.',
  })
  updatePartnerCalendar(
    @Args('input', { description: 'What is to change.' }) input: UpdatePartnerCalendarInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#partners.update(input, viewer, language);
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Mutation(() => RemovePartnerCalendarResult, {
    description:
      'Takes a partner’s calendar away: its events are no longer shown, and its room is given back. Librarians and approvers of its branch only.',
  })
  removePartnerCalendar(
    @Args() asked: RemovePartnerCalendarArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#partners.remove(asked, viewer, language);
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Mutation(() => ImportPartnerCalendarResult, {
    description:
      'Takes a file for all that a calendar without an address holds: what it has no more is taken away, and nobody’s booking is touched. Librarians and approvers of its branch only.',
  })
  importPartnerCalendar(
    @Args('input', { description: 'The file.' }) input: ImportPartnerCalendarInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#imports.importUpload(input, viewer, language);
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Mutation(() => RefreshPartnerCalendarResult, {
    description:
      'Reads a calendar from its address now, which also happens by itself (PARTNER_REFRESH_MINUTES), and looks anew at who is in its way; of one that is brought as files it does that alone. Librarians and approvers of its branch only.',
  })
  refreshPartnerCalendar(
    @Args('id', { type: () => ID, description: 'The calendar.' }) id: string,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#reading.refresh(id, viewer, language);
  }

  @Requires(...STAFF)
  @ForTokens('EVENTS')
  @Mutation(() => PreviewPartnerCalendarResult, {
    description:
      'Reads a calendar and shows what would come of it; writes nothing. Librarians and approvers of its branch only.',
  })
  async previewPartnerCalendar(
    @Args('input', { description: 'The calendar to try.' }) input: PreviewPartnerCalendarInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const preview = await this.#imports.preview(input, viewer, language);
    return isRefusal(preview) ? preview : this.#desk.previewed(preview, input.first, { viewer, language });
  }
}
