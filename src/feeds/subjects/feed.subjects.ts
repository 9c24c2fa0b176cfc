import { Inject, Injectable } from '@nestjs/common';
import { findEntry } from '../../directory/entry.store.ts';
import { criteriaOf, type ProgrammeWish } from '../../events/programme/programme.criteria.ts';
import { isPublic } from '../../events/record/event.policy.ts';
import { findEvent } from '../../events/record/event.store.ts';
import { findSession } from '../../events/record/session.store.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { instantFromMillis } from '../../platform/time/instant.ts';
import { findBranch } from '../../venues/places/branch.store.ts';
import { type FeedName, readFeedPath } from './address.rules.ts';
import {
  audienceFace,
  branchFace,
  districtFace,
  eventFace,
  type FeedFace,
  goalFace,
  kindFace,
  measureFace,
} from './face.rules.ts';
import { rightOrThrow, searchOfQuery } from './filter.checks.ts';
import { searchFace } from './search.face.rules.ts';
import type { FeedSubject } from './subject.ts';
import { findGoalOfYear, namesOfSearch, wordingsOfMeasures } from './subjects.store.ts';
import { varied } from './variant.face.rules.ts';
import { readFeedWish } from './variant.rules.ts';

/** What a public feed is of, and how it is wanted. The path of the subject says both: equal feeds have equal paths. */
export interface FoundFeed {
  readonly subject: FeedSubject;
  /** Days back that it shows. */
  readonly pastDays: number;
}

interface Found {
  readonly face: FeedFace;
  readonly wish: ProgrammeWish;
  readonly eventId?: string;
  readonly sessionId?: string;
}

/** Bounds nothing: a feed without a period has a window that moves. */
const LONG_AGO = instantFromMillis(0);

/** Which feeds everybody may subscribe to, by their addresses. */
@Injectable()
export class FeedSubjects {
  readonly #database: Database;
  readonly #settings: Settings;

  constructor(@Inject(Database) database: Database, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#settings = settings;
  }

  /**
   * What is at an address, given without its extension (`/feeds/audiences/pupils`); undefined where there is nothing, or
   * nothing that everybody may see. Throws BAD_USER_INPUT, which names the parameter, for a value that cannot be meant;
   * parameters that nobody knows ask for nothing.
   */
  async find(path: string, parameters: URLSearchParams): Promise<FoundFeed | undefined> {
    const name = readFeedPath(path);
    if (!name) return undefined;
    const usual = this.#settings.FEED_PAST_DAYS;
    const wanted = rightOrThrow(readFeedWish(parameters, usual));
    const found = await this.#found(name, parameters);
    if (!found) return undefined;
    const { face, wish, eventId = null, sessionId = null } = found;
    const { includeCancelled, pastDays } = wanted;
    const hasPeriod = wish.from != null;
    const criteria = criteriaOf({ ...wish, includeCancelled }, wish.from ?? LONG_AGO);
    const query = { criteria, hasPeriod, eventId, sessionId };
    return { subject: { ...varied(face, wanted, usual), query }, pastDays };
  }

  async #found(name: FeedName, query: URLSearchParams): Promise<Found | undefined> {
    const { reader } = this.#database;
    switch (name.of) {
      case 'AUDIENCE': {
        const audience = await findEntry(reader, 'audience', name);
        return audience && { face: audienceFace(audience), wish: { audiences: [name.slug] } };
      }
      case 'BRANCH': {
        const branch = await findBranch(reader, name);
        return branch && { face: branchFace(branch), wish: { branches: [name.slug] } };
      }
      case 'DISTRICT': {
        const district = await findEntry(reader, 'district', name);
        return district && { face: districtFace(district), wish: { districts: [name.slug] } };
      }
      case 'KIND':
        return { face: kindFace(name.eventKind), wish: { kinds: [name.eventKind] } };
      case 'MEASURE': {
        const wordings = await wordingsOfMeasures(reader, name.year, name.number);
        const face = measureFace({ ...name, wording: wordings.join(' · ') });
        return wordings.length > 0 ? { face, wish: { measure: { year: name.year, number: name.number } } } : undefined;
      }
      case 'GOAL': {
        const goal = await findGoalOfYear(reader, name.year, name.slug);
        return goal && { face: goalFace(goal), wish: { goalId: goal.id } };
      }
      case 'SERIES':
      case 'EVENT':
        return this.#event(name.of, name.id as Id<'Event'>);
      case 'SESSION':
        return this.#session(name.id as Id<'Session'>);
      case 'SEARCH': {
        const search = searchOfQuery(query);
        return { face: searchFace(search, await namesOfSearch(reader, search)), wish: search };
      }
    }
  }

  async #event(of: 'SERIES' | 'EVENT', id: Id<'Event'>): Promise<Found | undefined> {
    const event = await findEvent(this.#database.reader, id);
    const isThere = event && isPublic(event) && (of === 'EVENT' || event.arrangement !== 'SINGLE');
    return isThere ? { face: eventFace(of, event), wish: {}, eventId: id } : undefined;
  }

  /** One date alone, as long as everybody sees it. */
  async #session(id: Id<'Session'>): Promise<Found | undefined> {
    const { reader } = this.#database;
    const session = await findSession(reader, id);
    const event = session?.isListed ? await findEvent(reader, session.eventId) : undefined;
    if (!session || !event) return undefined;
    return { face: eventFace('SESSION', { ...event, id }), wish: {}, eventId: event.id, sessionId: id };
  }
}
