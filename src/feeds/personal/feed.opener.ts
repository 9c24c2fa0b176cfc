import { Inject, Injectable } from '@nestjs/common';
import { hashOf } from '../../identity/secret.ts';
import type { PersonViewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { GuessLimit } from './guess.limit.ts';
import type { OpenedFeed } from './personal.calendars.ts';
import { mayHaveFeed } from './personal.feed.policy.ts';
import { findHeldFeed, type HeldFeed } from './personal.feed.store.ts';

/** So many secrets that were good are remembered, by their hashes; then those longest unused are forgotten. */
const MOST_KNOWN = 10_000;

/** Opens calendars by the secret of their address: the database is asked every time, for it may have been revoked just now. */
@Injectable()
export class FeedOpener {
  readonly #database: Database;
  readonly #guesses: GuessLimit;
  /** What was good the last time is looked for also while its network is slowed down, by guesses of somebody else there. */
  readonly #known = new Set<string>();

  constructor(@Inject(Database) database: Database, guesses: GuessLimit) {
    this.#database = database;
    this.#guesses = guesses;
  }

  /**
   * The calendar of a secret; null where there is none that may be seen, whatever the reason: a text that can be no secret is
   * looked for like any other, so that no answer comes sooner. `wait` in seconds, where the network asked for too many.
   */
  async open(secret: string, address: string): Promise<OpenedFeed | { readonly wait: number } | null> {
    const hash = hashOf(secret);
    const key = Buffer.from(hash).toString('base64url');
    const early = this.#known.has(key) ? 0 : this.#guesses.wait(address);
    if (early > 0) return { wait: early };
    const held = await findHeldFeed(this.#database.reader, hash);
    const opened = held && ownedBy(held);
    this.#known.delete(key);
    if (opened) {
      this.#remember(key);
      return opened;
    }
    const wait = this.#guesses.missed(address);
    return wait > 0 ? { wait } : null;
  }

  #remember(key: string): void {
    this.#known.add(key);
    const [oldest] = this.#known;
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** The calendar, if its owner is still good for it. */
function ownedBy(held: HeldFeed): OpenedFeed | null {
  const { feed, owner, grants, branchId } = held;
  if (!owner.active) return null;
  const viewer: PersonViewer = {
    ...{ kind: 'person', id: owner.id, name: owner.name, grants },
    credential: { kind: 'link' },
  };
  return mayHaveFeed(viewer, { of: feed.of, schoolId: feed.schoolId, branchId }) ? { ...held, viewer } : null;
}
