import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { School } from '../../directory/school.types.ts';
import { EventMaterial } from '../../events/content/parts.types.ts';
import { maySeeEvent } from '../../events/record/event.policy.ts';
import { Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import { person } from '../../platform/access/signed-in.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, listCost, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import { Json } from '../../platform/graphql/scalars.ts';
import { isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { RegistrationReceipt } from '../deciding/deciding.types.ts';
import { positionsOf, schoolsByIds } from '../groups/class.store.ts';
import { Roster } from '../hosting/roster.types.ts';
import { toldAnswers } from '../questions/answer.rules.ts';
import { AnswerShown } from '../questions/question.types.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { subjectsOfRosters } from '../record/roster.store.ts';
import { materialsForParticipants } from './opened.store.ts';
import { OwnDataService } from './own.service.ts';
import { EraseMyDataInput, EraseMyDataResult, MyRegistration, MyRegistrationConnection } from './own.types.ts';

const LINK = { description: 'The secret of the link to manage a registration: `zkr_…`.' };

/** What people see and do about their own data, without an account or with one. */
@Resolver(() => MyRegistration)
export class OwnDataResolver {
  readonly #database: Database;
  readonly #own: OwnDataService;
  readonly #asking: AskingNow;

  constructor(@Inject(Database) database: Database, own: OwnDataService, asking: AskingNow) {
    this.#database = database;
    this.#own = own;
    this.#asking = asking;
  }

  @Public()
  @Query(() => MyRegistration, {
    nullable: true,
    description:
      'A registration with everything that is held of its person, without what the form says while the address is not confirmed; null for a link that opens nothing. Public, with the link.',
  })
  myRegistration(@Args('link', LINK) link: string, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#own.look(link, this.#asking.of(viewer, language));
  }

  @Requires()
  @Query(() => MyRegistrationConnection, {
    complexity: pageCost,
    description:
      'Registrations under the confirmed address of the viewer’s account, and those the viewer made signed in, the newest first. Signed-in people only, not by API token.',
  })
  async myRegistrations(@Args() page: PageArguments, @Viewing() viewer: Viewer) {
    const window = readPage<readonly [string]>(page, [isId]);
    return connectionOf(await this.#own.page(person(viewer), window), page, ({ id }) => [id]);
  }

  @Public()
  @Query(() => Json, {
    nullable: true,
    complexity: 10,
    description:
      'Everything that is held on whoever reads mail at the address of a registration: all registrations and wishes of dates under it, where the address was confirmed, else this one alone. Null for a link that opens nothing. Public, with the link.',
  })
  exportMyData(@Args('link', LINK) link: string, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#own.export(link, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => EraseMyDataResult, {
    description:
      'Erases what is held on whoever reads mail at the address of a registration, in all registrations and wishes under it, where the address was confirmed, else in this one alone. What has not ended is cancelled first, also a class, and its places go to whoever is next. Nothing brings it back. Public, with the link.',
  })
  eraseMyData(
    @Args('input', { description: 'The link.' }) input: EraseMyDataInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#own.erase(input, this.#asking.of(viewer, language));
  }

  @ResolveField(() => RegistrationReceipt, { complexity: 2, description: 'How it stands now.' })
  async receipt(row: RegistrationRow, _args: unknown, context: object) {
    const { id, status, seats, heldSeats, expiresAt } = row;
    const position = status === 'WAITLISTED' ? await load(context, this.#database.reader, positionsOf, id) : null;
    const offeredSeats = status === 'OFFERED' ? heldSeats : null;
    return { id, status, seats, expiresAt, offeredSeats, position: position ?? null };
  }

  @ResolveField(() => Roster, {
    nullable: true,
    complexity: 2,
    description: 'For what; null when the event is not public any more.',
  })
  async roster(@Parent() { rosterId }: RegistrationRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const subject = await load(context, this.#database.reader, subjectsOfRosters, rosterId);
    return subject && maySeeEvent(viewer, subject.event) ? subject.roster : null;
  }

  @ResolveField(() => School, {
    nullable: true,
    complexity: 5,
    description: 'Of a class: its school; null for others.',
  })
  async school({ schoolId }: RegistrationRow, _args: unknown, context: object) {
    return schoolId && ((await load(context, this.#database.reader, schoolsByIds, schoolId)) ?? null);
  }

  @ResolveField(() => [AnswerShown], { complexity: listCost(10), description: 'What they answered to the form.' })
  async answers(@Parent() row: RegistrationRow, @Spoken() language: Language, @Context() context: object) {
    const subject = await load(context, this.#database.reader, subjectsOfRosters, row.rosterId);
    return toldAnswers(subject?.roster.questions ?? [], row.answers, language);
  }

  @ResolveField(() => String, {
    nullable: true,
    complexity: 2,
    description: 'Where to join what is held online; null where it is not, and without a sure place.',
  })
  async joinUrl(row: RegistrationRow, _args: unknown, context: object) {
    if (!hasPlace(row)) return null;
    return (await load(context, this.#database.reader, subjectsOfRosters, row.rosterId))?.event.joinUrl ?? null;
  }

  @ResolveField(() => [EventMaterial], {
    complexity: listCost(3),
    description: 'What goes with the event for those who have a sure place, in its order; none for others.',
  })
  async materials(row: RegistrationRow, _args: unknown, context: object) {
    const { reader } = this.#database;
    const subject = hasPlace(row) ? await load(context, reader, subjectsOfRosters, row.rosterId) : undefined;
    return subject ? ((await load(context, reader, materialsForParticipants, subject.event.id)) ?? []) : [];
  }
}

/** A place that waits for nobody's yes. */
function hasPlace({ status }: RegistrationRow): boolean {
  return status === 'CONFIRMED' || status === 'ATTENDED';
}
