import { Inject } from '@nestjs/common';
import { Args, ArgsType, Context, Field, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsBoolean, MaxLength } from 'class-validator';
import { School } from '../../directory/school.types.ts';
import { maySeeEvent } from '../../events/record/event.policy.ts';
import { Event } from '../../events/record/event.types.ts';
import { Session } from '../../events/record/session.types.ts';
import { maySeeSession } from '../../events/sessions/session.policy.ts';
import { ForTokens, Public, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { connectionOf, PageArguments, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import { AskingNow } from '../deciding/asking.now.ts';
import { ByLinkResult } from '../links/link.types.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { subjectsOfRosters } from '../record/roster.store.ts';
import { classesSeen, mayDecideClass } from './class.policy.ts';
import {
  CLASS_KEY,
  type ClassKey,
  classKeyOf,
  pageOfClasses,
  positionsOf,
  schoolBySlug,
  schoolsByIds,
} from './class.store.ts';
import { HeadService } from './head.service.ts';
import {
  AgreeToClassInput,
  AnswerClassInput,
  type ClassAction,
  ClassActions,
  ClassRegistration,
  ClassRegistrationConnection,
  DecideClassResult,
  DeclineClassInput,
} from './head.types.ts';

const BY_ITS_HEAD = 'The head of its school only.';

@ArgsType()
class ClassArguments extends PageArguments {
  @Field({ description: 'Slug of the school.' })
  @MaxLength(200)
  readonly schoolSlug: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Only those that come to what has not ended.' })
  @IsBoolean()
  readonly upcomingOnly: boolean = false;
}

/** The classes of a school, for its head and its teachers. */
@Resolver(() => ClassRegistration)
export class HeadResolver {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #heads: HeadService;
  readonly #asking: AskingNow;

  constructor(@Inject(Database) database: Database, clock: Clock, heads: HeadService, asking: AskingNow) {
    this.#database = database;
    this.#clock = clock;
    this.#heads = heads;
    this.#asking = asking;
  }

  @Requires('SCHOOL_HEAD', 'TEACHER')
  @ForTokens('EVENTS')
  @Query(() => ClassRegistrationConnection, {
    complexity: pageCost,
    description:
      'Classes of a school that are or were registered, by the start of what they come to, then id: all of them for the head of the school, for a teacher those that they registered signed in. The head and the teachers of the school only.',
  })
  async classesOfSchool(@Args() { schoolSlug, upcomingOnly, ...page }: ClassArguments, @Viewing() viewer: Viewer) {
    const window = readPage<ClassKey>(page, CLASS_KEY);
    const school = await schoolBySlug(this.#database.reader, schoolSlug);
    if (!school) throw notFound('the school');
    const seen = classesSeen(viewer, { schoolId: school.id });
    if (!seen) throw forbidden();
    const personId = seen === 'all' ? null : seen.ownId;
    const criteria = { schoolId: school.id, personId, endsAfter: upcomingOnly ? this.#clock.now() : null };
    return connectionOf(await pageOfClasses(this.#database.reader, criteria, window), page, classKeyOf);
  }

  @Requires('SCHOOL_HEAD')
  @ForTokens('EVENTS')
  @Mutation(() => DecideClassResult, {
    description: `Says yes to a class for which a place is held until the head of its school agrees; what the host has still to say yes to then waits for the host. ${BY_ITS_HEAD}`,
  })
  agreeToClass(
    @Args('input', { description: 'The class.' }) input: AgreeToClassInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#heads.agree(input, this.#asking.of(viewer, language));
  }

  @Requires('SCHOOL_HEAD')
  @ForTokens('EVENTS')
  @Mutation(() => DecideClassResult, {
    description: `Says no to a class for which a place is held until the head of its school agrees; the place goes to whoever is next. ${BY_ITS_HEAD}`,
  })
  declineClass(
    @Args('input', { description: 'The class, and why.' }) input: DeclineClassInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#heads.decline(input, this.#asking.of(viewer, language));
  }

  @Public()
  @Mutation(() => ByLinkResult, {
    description:
      'Says yes or no to a class by the link of the mail that asks the head of its school, who need not be signed in. Public, with the link.',
  })
  answerClass(
    @Args('input', { description: 'The answer.' }) input: AnswerClassInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#heads.answer(input, this.#asking.of(viewer, language));
  }

  @ResolveField(() => School, { complexity: 5, description: 'Its school.' })
  school({ schoolId }: RegistrationRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, schoolsByIds, schoolId ?? '');
  }

  @ResolveField(() => Event, {
    nullable: true,
    complexity: 5,
    description: 'The event it comes to; null when the viewer may see it no more.',
  })
  async event(@Parent() { rosterId }: RegistrationRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const subject = await this.#subject(rosterId, context);
    return subject && maySeeEvent(viewer, subject.event) ? subject.event : null;
  }

  @ResolveField(() => Session, {
    nullable: true,
    complexity: 5,
    description:
      'The session it comes to, of a whole event the first; null when the viewer may see it no more, or there is none.',
  })
  async session(@Parent() { rosterId }: RegistrationRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const { event, session } = (await this.#subject(rosterId, context)) ?? {};
    return event && session && maySeeSession(viewer, session, event) ? session : null;
  }

  @ResolveField(() => Int, { nullable: true, description: 'How many seats are offered; null without an offer.' })
  offeredSeats({ status, heldSeats }: RegistrationRow) {
    return status === 'OFFERED' ? heldSeats : null;
  }

  @ResolveField(() => Int, {
    nullable: true,
    complexity: 2,
    description: 'Its place in the queue, from 1; null when it does not wait.',
  })
  async position({ id, status }: RegistrationRow, _args: unknown, context: object) {
    return status === 'WAITLISTED' ? load(context, this.#database.reader, positionsOf, id) : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Name of the adult to ask; null once it was purged, some time after the event.',
  })
  contactName({ name }: RegistrationRow) {
    return name;
  }

  @ResolveField(() => String, { nullable: true, description: 'Their e-mail address; null once it was purged.' })
  contactEmail({ email }: RegistrationRow) {
    return email;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Their telephone number; null for none, and once it was purged.',
  })
  contactPhone({ phone }: RegistrationRow) {
    return phone;
  }

  @ResolveField(() => [ClassActions], { description: 'What the viewer may do with it now.' })
  viewerCan(@Parent() { awaits, schoolId }: RegistrationRow, @Viewing() viewer: Viewer): ClassAction[] {
    return awaits === 'HEAD' && schoolId && mayDecideClass(viewer, { schoolId }) ? ['AGREE', 'DECLINE'] : [];
  }

  #subject(rosterId: string, context: object) {
    return load(context, this.#database.reader, subjectsOfRosters, rosterId);
  }
}
