import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionPeople } from '../../events/series/session.people.ts';
import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { concernedBy, eventsOfSessions } from '../record/concerned.store.ts';

/** Tells previews of edits how many people a change of dates touches. */
@Injectable()
export class SessionPeopleKeys implements OnModuleInit {
  readonly #people: SessionPeople;

  constructor(people: SessionPeople) {
    this.#people = people;
  }

  onModuleInit(): void {
    this.#people.register(keysOf);
  }
}

/** Whoever gave one address is one person; of whom no address is known, each registration is. */
async function keysOf(
  reader: Reader,
  sessionIds: readonly Id<'Session'>[],
): Promise<ReadonlyMap<Id<'Session'>, readonly string[]>> {
  const [concerned, events] = [await concernedBy(reader, sessionIds), await eventsOfSessions(reader, sessionIds)];
  const keyed = concerned.map(({ registrationId, email, sessionId, eventId }) => ({
    key: email === null ? registrationId : createHash('sha256').update(email).digest('hex'),
    ...{ sessionId, eventId },
  }));
  const bySession = Map.groupBy(keyed, ({ sessionId }) => sessionId);
  const byEvent = Map.groupBy(bySession.get(null) ?? [], ({ eventId }) => eventId);
  return new Map(
    sessionIds.map((id) => {
      const eventId = events.get(id);
      const all = [...(bySession.get(id) ?? []), ...((eventId && byEvent.get(eventId)) ?? [])];
      return [id, all.map(({ key }) => key)];
    }),
  );
}
