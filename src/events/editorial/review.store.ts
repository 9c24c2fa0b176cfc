import { and, asc, eq, sql } from 'drizzle-orm';
import { people } from '../../identity/person.tables.ts';
import type { Reader, Tx } from '../../platform/db/database.ts';
import { among } from '../../platform/db/order.ts';
import type { Id } from '../../platform/ids/id.ts';
import { formatUtc, type Instant } from '../../platform/time/instant.ts';
import { eventSessions } from '../record/session.tables.ts';
import { type EventReviewRow, eventReviews } from './editorial.tables.ts';

/** A step of an event, and the name of who took it; empty for the program, and for somebody who was erased. */
export interface ReviewWithName extends EventReviewRow {
  readonly name: string;
}

export async function insertReview(tx: Tx, row: EventReviewRow): Promise<void> {
  await tx.insert(eventReviews).values(row);
}

/** The steps that a person took, for their own data. */
export async function reviewsBy(
  reader: Reader,
  personId: Id<'Person'>,
): Promise<Pick<EventReviewRow, 'eventId' | 'action' | 'comment' | 'at'>[]> {
  return reader
    .select({
      ...{ eventId: eventReviews.eventId, action: eventReviews.action, comment: eventReviews.comment },
      at: eventReviews.at,
    })
    .from(eventReviews)
    .where(eq(eventReviews.personId, personId))
    .orderBy(asc(eventReviews.at), asc(eventReviews.id));
}

/** The steps of each event, the first one first. */
export async function reviewsOfEvents(
  reader: Reader,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, ReviewWithName[]>> {
  const rows = await reader
    .select({ review: eventReviews, name: people.name })
    .from(eventReviews)
    .leftJoin(people, eq(people.id, eventReviews.personId))
    .where(among(eventReviews.eventId, eventIds))
    .orderBy(asc(eventReviews.at), asc(eventReviews.id));
  const found = new Map<string, ReviewWithName[]>(eventIds.map((id) => [id, []]));
  for (const { review, name } of rows) found.get(review.eventId)?.push({ ...review, name: name ?? '' });
  return found;
}

/**
 * Calendars see the sessions of an event for the first time: they were revised just now, and their sequence stays where it
 * began. Nobody's edit of a session comes too late by that, so their versions stay as well.
 */
export async function announceSessions(tx: Tx, eventId: Id<'Event'>, now: Instant): Promise<void> {
  await tx
    .update(eventSessions)
    .set({
      revisedAt: sql`greatest(${formatUtc(now)}::timestamptz, ${eventSessions.revisedAt} + interval '1 millisecond')`,
    })
    .where(and(eq(eventSessions.eventId, eventId), eq(eventSessions.standing, 'SCHEDULED')));
}
