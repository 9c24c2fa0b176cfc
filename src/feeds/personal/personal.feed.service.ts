import { Inject, Injectable } from '@nestjs/common';
import { lockActing } from '../../identity/acting.store.ts';
import { newSecret } from '../../identity/secret.ts';
import type { PersonViewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound, unauthenticated } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import { answeredBefore, keepAnswer } from '../../registration/deciding/answered.ts';
import type { KeyReused } from '../../registration/deciding/refusal.rules.ts';
import { requestKey } from '../../registration/deciding/request.key.ts';
import { lockScope } from '../../registration/record/key.store.ts';
import { type FeedThing, mayHaveFeed } from './personal.feed.policy.ts';
import {
  madeBefore,
  MOST_FEEDS,
  MOST_PAST_DAYS,
  type NamedThing,
  type PersonalFeedMadeBefore,
  thingOf,
  tooManyFeeds,
  type TooManyPersonalFeeds,
} from './personal.feed.rules.ts';
import {
  countFeeds,
  deleteFeed,
  findFeed,
  findThing,
  insertFeed,
  lockFeed,
  updateFeed,
} from './personal.feed.store.ts';
import type { PersonalFeedRow } from './personal.feed.tables.ts';
import type {
  CreatePersonalFeedInput,
  RenamePersonalFeedInput,
  RotatePersonalFeedInput,
} from './personal.feed.types.ts';

/** A calendar with its address, to be shown once. */
export interface AddressedFeed {
  readonly feed: PersonalFeedRow;
  readonly address: string;
  readonly subscribeAddress: string;
}

/** Of these the audit tells nothing: what the secret is like, and what the last client was answered. */
const LEFT = ['id', 'personId', 'secretHash', 'secretSince', 'lastUsedAt', 'contentTag', 'contentSince'];

@Injectable()
export class PersonalFeedService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;

  constructor(@Inject(Database) database: Database, clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
  }

  /**
   * Makes a calendar. Asked again with the same key it tells that it did: to answer with the address once more the secret would
   * have to be kept, or to follow from something that is.
   */
  async create(
    input: CreatePersonalFeedInput,
    viewer: PersonViewer,
    language: Language,
  ): Promise<AddressedFeed | PersonalFeedMadeBefore<PersonalFeedRow> | TooManyPersonalFeeds | KeyReused> {
    const thing = await this.#thing(input);
    if (!mayHaveFeed(viewer, thing)) throw forbidden();
    const { key: text, ...wanted } = input;
    const key = requestKey(text, { createPersonalFeed: wanted });
    const now = this.#clock.now();
    const secret = newSecret('calendar');
    return this.#database.transaction(async (tx) => {
      await lockScope(tx, viewer.id);
      const before = await answeredBefore(tx, viewer.id, key, language);
      if (before) return 'answer' in before ? this.#again(tx, before.answer, viewer, language) : before;
      const owner = await lockActing(tx, viewer);
      if (!owner) throw unauthenticated();
      if ((await countFeeds(tx, viewer.id)) >= MOST_FEEDS) return tooManyFeeds(language);
      const feed = await insertFeed(tx, {
        ...{ id: newId<'PersonalFeed'>(), personId: viewer.id, of: input.of, ...idsOf(input) },
        ...{ name: input.name, language: input.language ?? owner.language },
        pastDays: input.pastDays ?? Math.min(this.#settings.FEED_PAST_DAYS, MOST_PAST_DAYS),
        includeCancelled: input.includeCancelled,
        ...{ secretHash: secret.hash, secretSince: now, createdAt: now, updatedAt: now },
      });
      await keepAnswer(tx, viewer.id, key, { feedId: feed.id }, now);
      const changes = changesBetween(null, feed, { masked: ['name'], left: LEFT });
      await this.#record(tx, viewer, 'CREATE', feed, changes);
      return this.#addressed(feed, secret.text);
    });
  }

  /** Gives a calendar a new address; the old one ends with this transaction, in every process. */
  async rotate(
    { id, version }: RotatePersonalFeedInput,
    viewer: PersonViewer,
    language: Language,
  ): Promise<AddressedFeed | ChangedMeanwhile> {
    const secret = newSecret('calendar');
    return this.#database.transaction(async (tx) => {
      const feed = await this.#own(tx, id, viewer);
      const stale = await changedSince(tx, 'PersonalFeed', feed, version, language);
      if (stale) return stale;
      const now = this.#clock.now();
      const rotated = await updateFeed(tx, feed, {
        ...{ secretHash: secret.hash, secretSince: now, lastUsedAt: null, updatedAt: now },
      });
      await this.#record(tx, viewer, 'ROTATE', feed);
      return this.#addressed(rotated, secret.text);
    });
  }

  async rename(
    { id, version, name }: RenamePersonalFeedInput,
    viewer: PersonViewer,
    language: Language,
  ): Promise<PersonalFeedRow | ChangedMeanwhile> {
    return this.#database.transaction(async (tx) => {
      const feed = await this.#own(tx, id, viewer);
      const stale = await changedSince(tx, 'PersonalFeed', feed, version, language);
      if (stale) return stale;
      const changes = changesBetween(feed, { ...feed, name }, { masked: ['name'], left: LEFT });
      if (changes.length === 0) return feed;
      await this.#record(tx, viewer, 'UPDATE', feed, changes);
      return updateFeed(tx, feed, { name, updatedAt: this.#clock.now() });
    });
  }

  /** Ends a calendar of the viewer's own at once; somebody else's is as good as none. */
  async revoke(id: string, viewer: PersonViewer): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const feed = await this.#own(tx, id, viewer);
      await deleteFeed(tx, feed);
      await this.#record(tx, viewer, 'REVOKE', feed);
    });
  }

  /** What is named, if it is there. Throws BAD_USER_INPUT unless exactly what the calendar is of is named. */
  async #thing(named: NamedThing): Promise<FeedThing> {
    const wanted = thingOf(named);
    if ('argument' in wanted) {
      throw invalidInput('give the id of what the calendar is of, and no other', { argument: wanted.argument });
    }
    if (wanted.id === null) return { of: named.of, schoolId: null, branchId: null };
    const found = isId(wanted.id) ? await findThing(this.#database.reader, named.of, wanted.id) : undefined;
    if (!found) throw notFound('what the calendar is of');
    return found;
  }

  async #again(
    tx: Tx,
    answer: unknown,
    viewer: PersonViewer,
    language: Language,
  ): Promise<PersonalFeedMadeBefore<PersonalFeedRow>> {
    const { feedId } = answer as { readonly feedId: Id<'PersonalFeed'> };
    return madeBefore((await findFeed(tx, feedId, viewer.id)) ?? null, language);
  }

  async #own(tx: Tx, id: string, viewer: PersonViewer): Promise<PersonalFeedRow> {
    if (!(await lockActing(tx, viewer))) throw unauthenticated();
    const feed = isId(id) ? await lockFeed(tx, id as Id<'PersonalFeed'>, viewer.id) : undefined;
    if (!feed) throw notFound('the calendar');
    return feed;
  }

  async #record(
    tx: Tx,
    viewer: PersonViewer,
    action: string,
    { id }: PersonalFeedRow,
    changes: ReturnType<typeof changesBetween> = [],
  ): Promise<void> {
    await record(tx, viewer, this.#clock.now(), { action, thing: { kind: 'PersonalFeed', id }, changes });
  }

  #addressed(feed: PersonalFeedRow, secret: string): AddressedFeed {
    const address = `${addressOf(this.#settings)}/feeds/me/${secret}.ics`;
    return { feed, address, subscribeAddress: address.replace(/^https?:/, 'webcal:') };
  }
}

/** In the form that the database has them in. */
function idsOf({ schoolId, roomId, branchId }: NamedThing): Pick<PersonalFeedRow, 'schoolId' | 'roomId' | 'branchId'> {
  return {
    schoolId: (schoolId?.toLowerCase() ?? null) as Id<'School'> | null,
    roomId: (roomId?.toLowerCase() ?? null) as Id<'Room'> | null,
    branchId: (branchId?.toLowerCase() ?? null) as Id<'Branch'> | null,
  };
}
