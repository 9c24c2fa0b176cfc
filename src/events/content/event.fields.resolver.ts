import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Audience } from '../../directory/entry.types.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import { Measure } from '../../plans/measure.types.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { authorsPublishOf } from '../record/branch-editing.store.ts';
import type { EventAction } from '../record/editorial.rules.ts';
import { EventActions } from '../record/event.codes.ts';
import { sessionsAhead } from '../record/archive.rules.ts';
import { sessionFactsOfEvents } from '../record/readiness.store.ts';
import { Clock } from '../../platform/time/clock.ts';
import { mayEditEvent, mayReadStaffSide } from '../record/event.policy.ts';
import { audiencesOfEvents, branchesOfEvents, measuresOfEvents } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { descriptionIn, titleIn } from '../record/event.text.rules.ts';
import { Event } from '../record/event.types.ts';
import { allowedActions } from './action.policy.ts';
import { mayReadMaterial, mayReadSpeaker } from './content.policy.ts';
import { materialsOfEvents, organisersOfEvents, speakersOfEvents } from './event.parts.store.ts';
import { EventContact, EventMaterial, EventOrganiser, EventSpeaker } from './parts.types.ts';
import { EventStaff } from './staff.types.ts';
import { inLanguage } from './words.rules.ts';

@Resolver(() => Event)
export class EventFieldsResolver {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  @ResolveField(() => String, { description: 'Title in the viewer’s language; Ukrainian where there is no other.' })
  title(@Parent() event: EventRow, @Spoken() language: Language) {
    return titleIn(language, event);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Description in the viewer’s language, else in the other; null where there is none.',
  })
  description(@Parent() event: EventRow, @Spoken() language: Language) {
    return descriptionIn(language, event);
  }

  @ResolveField(() => Branch, { description: 'The branch whose event it is; a session may be held elsewhere.' })
  branch({ id }: EventRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, branchesOfEvents, id);
  }

  @ResolveField(() => [Audience], { complexity: listCost(3), description: 'Whom it is for, in their order.' })
  audiences({ id }: EventRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, audiencesOfEvents, id);
  }

  @ResolveField(() => [Measure], {
    complexity: listCost(2),
    description: 'The measures it serves, the primary one first.',
  })
  measures({ id }: EventRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, measuresOfEvents, id);
  }

  @ResolveField(() => Measure, {
    nullable: true,
    description: 'The measure it serves first of all, and for which it counts; null for an event that serves none.',
  })
  async primaryMeasure({ id }: EventRow, _args: unknown, context: object) {
    return (await load(context, this.#database.reader, measuresOfEvents, id))?.[0];
  }

  @ResolveField(() => [EventOrganiser], {
    complexity: listCost(2),
    description: 'The bodies that hold it, in their order.',
  })
  organisers({ id }: EventRow, _args: unknown, context: object) {
    return load(context, this.#database.reader, organisersOfEvents, id);
  }

  @ResolveField(() => [EventSpeaker], {
    complexity: listCost(3),
    description: 'Who speaks at it, in their order. The public is told only of those who consented to it.',
  })
  async speakers(@Parent() event: EventRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const found = (await load(context, this.#database.reader, speakersOfEvents, event.id)) ?? [];
    return found.filter(({ speaker }) => mayReadSpeaker(viewer, event, speaker));
  }

  @ResolveField(() => [EventMaterial], {
    complexity: listCost(3),
    description: 'What goes with it, in its order. The public reads what is PUBLIC, the staff of its branch all.',
  })
  async materials(@Parent() event: EventRow, @Viewing() viewer: Viewer, @Context() context: object) {
    const found = (await load(context, this.#database.reader, materialsOfEvents, event.id)) ?? [];
    return found.filter((material) => mayReadMaterial(viewer, event, material));
  }

  @ResolveField(() => EventContact, { nullable: true, description: 'Whom the public asks; null when nobody is named.' })
  contact({ contactName: name, contactPhone: phone, contactEmail: email }: EventRow): EventContact | null {
    return name === null && phone === null && email === null ? null : { name, phone, email };
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What its picture shows, in the viewer’s language, else in the other; null when nobody has said.',
  })
  coverAlt(@Parent() { coverAltUk, coverAltEn }: EventRow, @Spoken() language: Language) {
    return inLanguage(language, coverAltUk, coverAltEn);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'What it costs, in words of the viewer’s language, else of the other; null when it is free.',
  })
  price(@Parent() { priceUk, priceEn }: EventRow, @Spoken() language: Language) {
    return inLanguage(language, priceUk, priceEn);
  }

  @ResolveField(() => Boolean, { description: 'Whether it costs nothing.' })
  isFree({ priceUk, priceEn }: EventRow) {
    return priceUk === null && priceEn === null;
  }

  @ResolveField(() => [EventActions], {
    complexity: 2,
    description: 'What the viewer may do with the event as it is now: the buttons that work. Empty for the public.',
  })
  async viewerCan(
    @Parent() event: EventRow,
    @Viewing() viewer: Viewer,
    @Context() context: object,
  ): Promise<EventAction[]> {
    if (!mayEditEvent(viewer, event)) return [];
    const { reader } = this.#database;
    const [authorsPublish, sessions = []] = await Promise.all([
      load(context, reader, authorsPublishOf, event.branchId),
      event.editorialStatus === 'PUBLISHED' ? load(context, reader, sessionFactsOfEvents, event.id) : [],
    ]);
    const isAhead = sessionsAhead(sessions, this.#clock.now(), 'en') !== null;
    return allowedActions(viewer, event, authorsPublish ?? false).filter((action) => action !== 'ARCHIVE' || !isAhead);
  }

  @ResolveField(() => EventStaff, {
    nullable: true,
    description: 'What only the staff of its branch read of it; null for everybody else.',
  })
  staff(@Parent() event: EventRow, @Viewing() viewer: Viewer) {
    return mayReadStaffSide(viewer, event) ? event : null;
  }
}
