import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { type Deed, record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import { editorialAfterEdit, touched } from '../content/event.change.ts';
import { type By, noteEvents, noteSessions, type SessionChange } from '../record/act.ts';
import { isPublic } from '../record/event.policy.ts';
import { eventsByIds, updateEventRow } from '../record/event.store.ts';
import type { EventRow } from '../record/event.tables.ts';
import { relist } from '../record/listing.store.ts';
import { insertSessions } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { stampsAfter } from './session.stamps.rules.ts';
import { sessionsByIds, updateSessionRows } from './session.write.store.ts';

/** What of an event is written at once. */
export interface EventChange {
  readonly event: EventRow;
  readonly changes: readonly SessionChange[];
  /** What else changes of the event. */
  readonly change?: Partial<EventRow>;
}

interface Written {
  readonly event: EventRow;
  readonly sessions: readonly SessionRow[];
}

/** What follows from the rest, and what lists keep, is no news. */
const LEFT = [
  ...['id', 'eventId', 'startsAt', 'endsAt', 'previousStartsAt', 'sequence', 'revisedAt'],
  ...['isListed', 'profileId', 'brokenKinds'],
];

/**
 * Writes sessions with their stamps, and with them all that hangs on them: the version of each event and what the edit
 * makes of its approval, lists, and audit. What changes nothing is not written. Answers the events in their order, each
 * with the sessions that were asked for, also those that stayed as they were.
 */
export async function writeSessions(
  tx: Tx,
  asked: readonly EventChange[],
  action: string,
  { viewer, now }: Deciding,
): Promise<Written[]> {
  const told = asked.map((one) => ({ ...one, changes: one.changes.filter(isNews) }));
  const writing = told.filter(({ changes, change = {} }) => changes.length > 0 || Object.keys(change).length > 0);
  const stamped = writing.map((one) => ({ ...one, changes: one.changes.map((each) => stampedChange(each, one, now)) }));
  const rows = stamped.flatMap(({ changes }) => changes);
  await insertSessions(
    tx,
    rows.flatMap(({ before, after }) => (before ? [] : [after])),
  );
  await updateSessionRows(
    tx,
    rows.flatMap(({ before, after }) => (before ? [after] : [])),
  );
  const ids = stamped.map(({ event }) => event.id);
  const deeds: Deed[] = [];
  for (const { event, changes, change = {} } of stamped) {
    const after = touched(event, now, { ...change, ...(await editorialAfterEdit(tx, event, viewer)) });
    await updateEventRow(tx, event.id, after);
    deeds.push(eventDeed(event, after, changes), ...changes.map((each) => sessionDeed(each, event, action)));
  }
  if (ids.length > 0) await relist(tx, ids);
  await record(tx, viewer, now, ...deeds);
  const written = await reread(tx, asked);
  note(tx, stamped, written, { viewer, now });
  return written;
}

/** Higher floors hear of what was written, as it stands in the database by now. */
function note(tx: Tx, changed: readonly EventChange[], written: readonly Written[], by: By): void {
  const rows = new Map(written.flatMap(({ sessions }) => sessions.map((row) => [row.id, row] as const)));
  const events = new Map(written.map(({ event }) => [event.id, event]));
  for (const { event, changes, change = {} } of changed) {
    const told = changes.map(({ before, after }) => ({ before, after: rows.get(after.id) ?? after }));
    noteSessions(tx, { event: events.get(event.id) ?? event, changes: told, by });
    if (Object.keys(change).length > 0) noteEvents(tx, [event.id]);
  }
}

function isNews({ before, after }: SessionChange): boolean {
  return !before || changesBetween(before, after).length > 0;
}

function stampedChange({ before, after }: SessionChange, { event, change }: EventChange, now: Instant): SessionChange {
  if (!before) return { before, after };
  const listed = isPublic({ ...event, ...change }) && after.standing === 'SCHEDULED';
  return { before, after: { ...after, ...stampsAfter(before, after, listed, now) } };
}

function sessionDeed({ before, after }: SessionChange, event: EventRow, action: string): Deed {
  return {
    action: before ? action : 'CREATE',
    thing: { kind: 'Session', id: after.id },
    changes: changesBetween(before, after, { left: LEFT }),
    scopeIds: [event.branchId, after.branchId, ...(before ? [before.branchId] : [])],
  };
}

/** The event as a whole tells which of its dates changed, and how they stand. */
function eventDeed(event: EventRow, after: Partial<EventRow>, changes: readonly SessionChange[]): Deed {
  const said = (row: SessionRow) =>
    `${row.startLocal.slice(0, 16)} ${row.standing} ${row.happeningStatus} ${row.place}`;
  const dates = {
    field: 'sessions',
    before: changes.flatMap(({ before }) => (before ? said(before) : [])),
    after: changes.map((change) => said(change.after)),
  };
  return {
    action: 'UPDATE',
    thing: { kind: 'Event', id: event.id },
    changes: [...changesBetween(event, { ...event, ...after }), ...(changes.length > 0 ? [dates] : [])],
    scopeIds: [event.branchId],
  };
}

/** As lists and stamps have made them. */
async function reread(tx: Tx, asked: readonly EventChange[]): Promise<Written[]> {
  const sessionIds = asked.flatMap(({ changes }) => changes.map(({ after }) => after.id));
  const [events, sessions] = await Promise.all([
    eventsByIds(
      tx,
      asked.map(({ event }) => event.id),
    ),
    sessionIds.length > 0 ? sessionsByIds(tx, sessionIds) : new Map<Id<'Session'>, SessionRow>(),
  ]);
  return asked.map(({ event, changes }) => ({
    event: events.get(event.id) ?? event,
    sessions: changes.flatMap(({ after }) => sessions.get(after.id) ?? []),
  }));
}
