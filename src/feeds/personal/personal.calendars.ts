import { Inject, Injectable } from '@nestjs/common';
import { mayReadStaffSide, PROGRAMME_STAFF } from '../../events/record/event.policy.ts';
import { type PersonViewer, scopesOf } from '../../platform/access/viewer.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Instant, plusDays } from '../../platform/time/instant.ts';
import { classesSeen } from '../../registration/groups/class.policy.ts';
import { itemsOfBranch } from './branch.content.ts';
import { sessionsOfBranch } from './branch.store.ts';
import {
  type Heading,
  headingOfBranch,
  headingOfPerson,
  headingOfRoom,
  headingOfSchool,
  inOrder,
  nearest,
  type PersonalCalendar,
  type PersonalItem,
} from './personal.calendar.rules.ts';
import { branchesOfFeeds, type HeldFeed, roomsOfFeeds, schoolsOfFeeds } from './personal.feed.store.ts';
import { itemsOfRoom } from './room.content.ts';
import type { ShownWindow } from './shown.sessions.store.ts';
import { ownSessions, sessionsOfClasses } from './taking.part.content.ts';
import { partsOfPerson, partsOfSchool } from './taking.part.store.ts';

/** A calendar whose owner was found to be good for it. */
export interface OpenedFeed extends HeldFeed {
  readonly viewer: PersonViewer;
}

interface Found {
  readonly heading: Heading;
  readonly items: readonly PersonalItem[];
  readonly isCut: boolean;
}

/** What stands in personal calendars: read anew whenever one is fetched, and never more than its owner may see. */
@Injectable()
export class PersonalCalendars {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;

  constructor(@Inject(Database) database: Database, clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Null where the thing that it is of is gone, or its owner may see nothing of it. */
  async read(opened: OpenedFeed): Promise<PersonalCalendar | null> {
    const window = this.#window(opened, this.#clock.now());
    const found = await this.#find(opened, window);
    return found && { ...found.heading, items: inOrder(found.items), isCut: found.isCut };
  }

  #find(opened: OpenedFeed, window: ShownWindow): Promise<Found | null> {
    switch (opened.feed.of) {
      case 'PERSON':
        return this.#ofPerson(opened, window);
      case 'SCHOOL':
        return this.#ofSchool(opened, window);
      case 'ROOM':
        return this.#ofRoom(opened, window);
      case 'BRANCH':
        return this.#ofBranch(opened, window);
    }
  }

  async #ofPerson({ owner, feed: { language } }: OpenedFeed, window: ShownWindow): Promise<Found> {
    const { reader } = this.#database;
    const taken = await partsOfPerson(reader, owner, window);
    const fitting = taken.slice(0, window.limit);
    const items = await ownSessions(reader, fitting, owner.email, language);
    return { heading: headingOfPerson(language), items, isCut: fitting.length < taken.length };
  }

  async #ofSchool({ viewer, feed: { schoolId, language } }: OpenedFeed, window: ShownWindow): Promise<Found | null> {
    const { reader } = this.#database;
    const school = schoolId && (await schoolsOfFeeds(reader, [schoolId])).get(schoolId);
    const seen = schoolId && classesSeen(viewer, { schoolId });
    if (!school || !seen) return null;
    const byId = seen === 'all' ? null : seen.ownId;
    const taken = await partsOfSchool(reader, { schoolId: school.id, byId }, window);
    const fitting = taken.slice(0, window.limit);
    return {
      heading: headingOfSchool(school, byId === null, language),
      items: await sessionsOfClasses(reader, fitting, language),
      isCut: fitting.length < taken.length,
    };
  }

  async #ofRoom(
    { viewer, branchId, feed: { roomId, language } }: OpenedFeed,
    window: ShownWindow,
  ): Promise<Found | null> {
    const { reader } = this.#database;
    const [rooms, branches] = await Promise.all([
      roomsOfFeeds(reader, roomId ? [roomId] : []),
      branchesOfFeeds(reader, branchId ? [branchId] : []),
    ]);
    const [room, branch] = [rooms.get(roomId ?? ''), branches.get(branchId ?? '')];
    if (!room || !branch) return null;
    const all = await itemsOfRoom(reader, { room, branch, viewer, window, language });
    const items = nearest(all, window.now, window.limit);
    return { heading: headingOfRoom(room, branch, language), items, isCut: items.length < all.length };
  }

  async #ofBranch({ viewer, feed: { branchId, language } }: OpenedFeed, window: ShownWindow): Promise<Found | null> {
    const { reader } = this.#database;
    const branch = branchId && (await branchesOfFeeds(reader, [branchId])).get(branchId);
    if (!branch) return null;
    const ids = await sessionsOfBranch(reader, branch.id, scopesOf(viewer, ...PROGRAMME_STAFF), window);
    const fitting = ids.slice(0, window.limit);
    return {
      heading: headingOfBranch(branch, mayReadStaffSide(viewer, { branchId: branch.id }), language),
      items: await itemsOfBranch(reader, fitting, viewer, language),
      isCut: fitting.length < ids.length,
    };
  }

  #window({ feed: { pastDays, includeCancelled } }: OpenedFeed, now: Instant): ShownWindow {
    return {
      ...{ now, includeCancelled, limit: this.#settings.FEED_LIMIT },
      endedSince: plusDays(now, -pastDays),
      cancelledSince: plusDays(now, -this.#settings.FEED_CANCELLED_DAYS),
    };
  }
}
