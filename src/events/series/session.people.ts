import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';

/** Who has a place in sessions: for each session keys of people, the same for one person in all of them. */
export type PeopleCounter = (
  reader: Reader,
  sessionIds: readonly Id<'Session'>[],
) => Promise<ReadonlyMap<Id<'Session'>, readonly string[]>>;

/** Whom a change of sessions touches is known on higher floors; each says here how to find out. */
@Injectable()
export class SessionPeople {
  readonly #counters: PeopleCounter[] = [];

  /** For `onModuleInit` of the feature. */
  register(counter: PeopleCounter): void {
    this.#counters.push(counter);
  }

  /** How many people have a place in one of these sessions, each counted once. */
  async touched(reader: Reader, sessionIds: readonly Id<'Session'>[]): Promise<number> {
    if (sessionIds.length === 0) return 0;
    const people = new Set<string>();
    for (const counter of this.#counters) {
      for (const keys of (await counter(reader, sessionIds)).values()) keys.forEach((key) => people.add(key));
    }
    return people.size;
  }
}
