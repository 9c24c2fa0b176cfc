import { randomBytes } from 'node:crypto';
import type { Id } from '../../platform/ids/id.ts';
import type { Changes } from '../freshness/changes.rules.ts';
import { difference, type KnownSession, type SeenSession } from './difference.rules.ts';
import { GatheredChanges } from './gathered.changes.ts';
import { type Cursor, eventBlock } from './sse.rules.ts';

/** So many of the last changes are kept for whoever comes again; of more at once listeners are told to ask anew. */
const MOST_KEPT = 250;
/** A feed may be behind by a little less (ChangeChannel): whoever asks for one after this has all that was before. */
const SETTLE_MS = 1_000;

/** Of a session in the filter. */
interface Member {
  readonly id: Id<'Session'>;
  readonly eventId: string;
  /** Of all that feeds tell of it, where that was read: without it, its next change is told whatever it is. */
  readonly digest?: string | null;
}

/** Reads which sessions are in the filter: all, or of those that changed. */
export type ReadMembers = (changes: Changes | null) => Promise<readonly Member[]>;

/** One who listens; takes text as it is to be sent. */
export type Send = (text: string) => void;

/** How far a listener is, and the timer while it waits to be told to ask for the feed. */
interface Place {
  number: number;
  waiting: NodeJS.Timeout | null;
}

/**
 * One filter for all who listen to it: which sessions it held last, and so what a change has changed in it. Whoever begins
 * to listen is told `reset` after a moment: what is in the feed then, and what is told from then on, is all there is.
 */
export class FilterWatch {
  readonly #members: ReadMembers;
  readonly #known = new Map<string, KnownSession>();
  readonly #listeners = new Map<Send, Place>();
  /** What changed while nobody listened. */
  readonly missed = new GatheredChanges();
  #epoch = '';
  #number = 0;
  #kept: string[] = [];
  #line: Promise<unknown> = Promise.resolve();
  #isLost = true;
  #loadedAt = 0;
  #idleSince = performance.now();

  constructor(members: ReadMembers) {
    this.#members = members;
  }

  /** How many sessions it remembers. */
  get size(): number {
    return this.#known.size;
  }

  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** Milliseconds since anybody listened. */
  get idleMillis(): number {
    return this.isHeard ? 0 : performance.now() - this.#idleSince;
  }

  /** Whether it has to be read anew: something was not heard, or it was read so many milliseconds ago. */
  isLost(oldestMillis: number): boolean {
    return this.#isLost || performance.now() - this.#loadedAt > oldestMillis;
  }

  /** From now on nothing that was told before is a beginning. */
  lose(): void {
    this.#isLost = true;
    this.missed.take();
  }

  /** Reads the filter anew, unless somebody did so meanwhile; all listeners are then told `reset`. */
  load(oldestMillis: number): Promise<void> {
    return this.#inLine(async () => {
      if (!this.isLost(oldestMillis)) return;
      this.#isLost = false;
      await this.#reading(null, (members) => {
        this.#known.clear();
        for (const { id, eventId, digest = null } of members) this.#known.set(id, { eventId, digest });
        this.#loadedAt = performance.now();
        this.#beginAnew();
      });
    });
  }

  /** Tells what these changes, of which `seen` is how they stand, have changed in the filter. */
  tell(changes: Changes, seen: ReadonlyMap<string, SeenSession>): Promise<void> {
    return this.#inLine(async () => {
      if (this.#isLost) return;
      await this.#reading(changes, (members) => this.#compare(members, changes, seen));
    });
  }

  /** Sends what comes after the cursor, where that is known; else all from now on, after `reset`. */
  join(send: Send, after: Cursor | null): void {
    const place: Place = { number: this.#number, waiting: null };
    this.#listeners.set(send, place);
    if (after?.epoch === this.#epoch && this.#holds(after.number)) {
      place.number = after.number;
      this.#flush(send, place);
    } else this.#begin(send, place);
  }

  leave(send: Send): void {
    clearTimeout(this.#listeners.get(send)?.waiting ?? undefined);
    this.#listeners.delete(send);
    this.#idleSince = performance.now();
  }

  /** One after the other: what is read first is told first. */
  #inLine(work: () => Promise<void>): Promise<void> {
    const done = this.#line.then(work);
    this.#line = done.catch(() => undefined);
    return done;
  }

  /** What could not be read is not known: then all is read anew. */
  async #reading(changes: Changes | null, then: (members: readonly Member[]) => void): Promise<void> {
    try {
      then(await this.#members(changes));
    } catch (error) {
      this.lose();
      throw error;
    }
  }

  #compare(members: readonly Member[], changes: Changes, seen: ReadonlyMap<string, SeenSession>): void {
    const [sessionIds, eventIds] = [new Set(changes.sessionIds), new Set(changes.eventIds)];
    const { told, kept, gone } = difference({
      ...{ known: this.#known, seen, isByClock: false },
      members: new Set(members.map(({ id }) => id)),
      isAsked: (id, { eventId }) => sessionIds.has(id) || eventIds.has(eventId),
    });
    for (const [id, session] of kept) this.#known.set(id, session);
    for (const id of gone) this.#known.delete(id);
    if (told.length > MOST_KEPT) {
      this.#beginAnew();
      return;
    }
    for (const session of told) {
      this.#number += 1;
      this.#kept.push(eventBlock('session', { epoch: this.#epoch, number: this.#number }, session));
    }
    if (told.length > 0) for (const [send, place] of this.#listeners) if (!place.waiting) this.#flush(send, place);
    this.#kept = this.#kept.slice(-MOST_KEPT);
  }

  /** Nobody goes on from what was told before. */
  #beginAnew(): void {
    this.#epoch = randomBytes(9).toString('base64url');
    this.#number = 0;
    this.#kept = [];
    for (const [send, place] of this.#listeners) this.#begin(send, place);
  }

  #begin(send: Send, place: Place): void {
    clearTimeout(place.waiting ?? undefined);
    place.number = this.#number;
    place.waiting = setTimeout(() => this.#reset(send, place), SETTLE_MS).unref();
  }

  #reset(send: Send, place: Place): void {
    place.waiting = null;
    // So much has changed meanwhile that it is not kept any more.
    if (!this.#holds(place.number)) {
      this.#begin(send, place);
      return;
    }
    send(eventBlock('reset', { epoch: this.#epoch, number: place.number }, {}));
    this.#flush(send, place);
  }

  #holds(number: number): boolean {
    return number <= this.#number && number >= this.#number - this.#kept.length;
  }

  #flush(send: Send, place: Place): void {
    const text = this.#kept.slice(place.number - this.#number + this.#kept.length).join('');
    place.number = this.#number;
    if (text !== '') send(text);
  }
}
