import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Outlet, ResponsibleBody } from '../../directory/entry.types.ts';
import { School } from '../../directory/school.types.ts';
import { mayEditEvent, mayReadStaffSide } from '../../events/record/event.policy.ts';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, listCost, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { Scene } from '../deciding/scene.ts';
import { positionsOf, schoolsByIds } from '../groups/class.store.ts';
import { Roster } from '../hosting/roster.types.ts';
import { toldAnswers } from '../questions/answer.rules.ts';
import { AnswerShown } from '../questions/question.types.ts';
import { findRegistration } from '../record/registration.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { quotasOfRosters, subjectsOfRosters } from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import { type RegistrationAction, RegistrationActions } from './registration.codes.ts';
import {
  bodiesByIds,
  historiesOf,
  outletsByIds,
  pageOfRegistrations,
  REGISTRATION_KEY,
  type RegistrationKey,
} from './registration.list.store.ts';
import { actionsOn } from './registration.rules.ts';
import { Registration, RegistrationConnection, RegistrationFilter } from './registration.types.ts';

/** Who registered, for staff alone: nobody else comes to a registration by any way. */
@Resolver(() => Roster)
export class RosterRegistrationsResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => RegistrationConnection, {
    nullable: true,
    complexity: pageCost,
    description:
      'Who registered, in order of arrival; null to whoever is no librarian or approver of the event’s branch.',
  })
  async registrations(
    @Parent() roster: RosterRow,
    @Args() page: PageArguments,
    @Viewing() viewer: Viewer,
    @Context() context: object,
    @Args('filter', { type: () => RegistrationFilter, nullable: true, description: 'Which; all when left out.' }) // Not `| null`: the emitted type would be Object, and the pipe would let anything pass.
    filter?: RegistrationFilter,
  ) {
    const window = readPage<RegistrationKey>(page, REGISTRATION_KEY);
    const { reader } = this.#database;
    const subject = await load(context, reader, subjectsOfRosters, roster.id);
    if (!subject || !mayReadStaffSide(viewer, subject.event)) return null;
    const rows = await pageOfRegistrations(reader, roster.id, filter ?? {}, window);
    return connectionOf(rows, page, ({ arrival }) => [String(arrival)]);
  }
}

@Resolver(() => Registration)
export class RegistrationResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @Requires()
  @ForTokens('EVENTS')
  @Query(() => Registration, {
    nullable: true,
    description:
      'One registration, or null, also for whom it is none of their business. Librarians and approvers of the event’s branch only.',
  })
  async registration(
    @Args('id', { type: () => ID, description: 'Its global id.' }) id: string,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ) {
    const { reader } = this.#database;
    const row = isId(id) ? await findRegistration(reader, id as Id<'Registration'>) : undefined;
    const subject = row && (await load(context, reader, subjectsOfRosters, row.rosterId));
    return subject && mayReadStaffSide(viewer, subject.event) ? row : null;
  }

  @ResolveField(() => Roster, { complexity: 2, description: 'For what.' })
  async roster({ rosterId }: RegistrationRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, subjectsOfRosters, rosterId))?.roster;
  }

  @ResolveField(() => Int, { nullable: true, description: 'How many seats are offered; null without an offer.' })
  offeredSeats({ status, heldSeats }: RegistrationRow) {
    return status === 'OFFERED' ? heldSeats : null;
  }

  @ResolveField(() => Int, {
    nullable: true,
    complexity: 2,
    description: 'Its place in its line of the queue, from 1; null when it does not wait.',
  })
  async position({ id, status }: RegistrationRow, _args: unknown, context: object) {
    return status === 'WAITLISTED' ? load(context, this.#database.reader, positionsOf, id) : null;
  }

  @ResolveField(() => Boolean, {
    nullable: true,
    complexity: 2,
    description:
      'Of one that waits, whether all its seats are free for it now, whoever is before it; null when it does not wait.',
  })
  async fitsNow({ status, seats, quotaId, rosterId }: RegistrationRow, _args: unknown, context: object) {
    if (status !== 'WAITLISTED') return null;
    const subject = await load(context, this.#database.reader, subjectsOfRosters, rosterId);
    const quotas = (await load(context, this.#database.reader, quotasOfRosters, rosterId)) ?? [];
    return subject ? Scene.toLookAt(subject, quotas).freeFor(quotaId) >= seats : null;
  }

  @ResolveField(() => [AnswerShown], {
    complexity: listCost(10),
    description: 'What they answered to the questions of the form; empty once it was purged.',
  })
  async answers(@Parent() row: RegistrationRow, @Spoken() language: Language, @Context() context: object) {
    const subject = await load(context, this.#database.reader, subjectsOfRosters, row.rosterId);
    return toldAnswers(subject?.roster.questions ?? [], row.answers, language);
  }

  @ResolveField(() => School, {
    nullable: true,
    complexity: 5,
    description: 'Of a class: its school; null for others.',
  })
  async school({ schoolId }: RegistrationRow, _args: unknown, context: object) {
    return schoolId && ((await load(context, this.#database.reader, schoolsByIds, schoolId)) ?? null);
  }

  @ResolveField(() => ResponsibleBody, {
    nullable: true,
    complexity: 5,
    description: 'Of a nominee: the body that named them; null for others.',
  })
  async body({ bodyId }: RegistrationRow, _args: unknown, context: object) {
    return bodyId && ((await load(context, this.#database.reader, bodiesByIds, bodyId)) ?? null);
  }

  @ResolveField(() => Outlet, {
    nullable: true,
    complexity: 5,
    description: 'Of a nominee: the media outlet that named them; null for others.',
  })
  async outlet({ outletId }: RegistrationRow, _args: unknown, context: object) {
    return outletId && ((await load(context, this.#database.reader, outletsByIds, outletId)) ?? null);
  }

  @ResolveField(() => ID, {
    nullable: true,
    description: 'The registration, for another date, from which staff moved it here; null when it was not moved.',
  })
  movedFrom({ movedFromId }: RegistrationRow) {
    return movedFromId;
  }

  @ResolveField(() => [ID], {
    complexity: listCost(10),
    description: 'What was done with it: ids of the lines of the audit, the first one first.',
  })
  async history({ id }: RegistrationRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, historiesOf, id)) ?? [];
  }

  @ResolveField(() => [RegistrationActions], { description: 'What the viewer may do with it now.' })
  async viewerCan(
    @Parent() row: RegistrationRow,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ): Promise<RegistrationAction[]> {
    const subject = await load(context, this.#database.reader, subjectsOfRosters, row.rosterId);
    return subject && mayEditEvent(viewer, subject.event) ? actionsOn(row) : [];
  }
}
