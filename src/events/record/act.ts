// What a transaction changes of events, noted by whoever writes it and read by higher floors before it commits: all that one
// transaction does is one act, of which everybody hears once.
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Id, newId } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { EventRow } from './event.tables.ts';
import type { SessionRow } from './session.tables.ts';

export interface SessionChange {
  /** Null for a new session. */
  readonly before: SessionRow | null;
  readonly after: SessionRow;
}

/** Who did it, and when. */
export interface By {
  readonly viewer: Viewer;
  readonly now: Instant;
}

/** A session from the begin of the transaction to its end, with its stamps, and its event as it was written last. */
export interface SessionInAct extends SessionChange {
  readonly event: EventRow;
}

export interface Act {
  readonly id: Id<'Act'>;
  /** Each session once, in the order in which they were written first. */
  readonly sessions: readonly SessionInAct[];
  /** Published, archived, taken out of the archive or thrown away, or with other words or settings of registration. */
  readonly eventIds: readonly Id<'Event'>[];
  /** Of the sessions that were noted last; null where there are none. */
  readonly by: By | null;
  /** Whether nobody affected is to be written to. Known to what `beforeCommit` calls for features of higher floors. */
  readonly silent: boolean;
  /** Why it is silent. */
  readonly reason: string | null;
}

interface Notes {
  readonly id: Id<'Act'>;
  readonly sessions: Map<Id<'Session'>, SessionInAct>;
  readonly eventIds: Set<Id<'Event'>>;
  by: By | null;
  reason: string | null;
}

const notes = new WeakMap<Tx, Notes>();

/** The rows as they stand in the database: calendars and invitations go by their stamps. */
export function noteSessions(
  tx: Tx,
  told: { readonly event: EventRow; readonly changes: readonly SessionChange[]; readonly by: By },
): void {
  const { event, changes, by } = told;
  if (changes.length === 0) return;
  const noted = notesOf(tx);
  for (const { before, after } of changes) {
    const known = noted.sessions.get(after.id);
    noted.sessions.set(after.id, { event, before: known ? known.before : before, after });
  }
  noted.by = { viewer: by.viewer, now: by.now };
}

/** For what changes of an event besides its sessions; one that was thrown away is not there any more. */
export function noteEvents(tx: Tx, eventIds: readonly Id<'Event'>[]): void {
  if (eventIds.length === 0) return;
  const noted = notesOf(tx);
  for (const id of eventIds) noted.eventIds.add(id);
}

/** Nobody is written to about this transaction. Whoever calls it sees to the audit. */
export function silence(tx: Tx, reason: string): void {
  notesOf(tx).reason = reason;
}

/** What was noted so far; undefined where nothing was. */
export function actOf(tx: Tx): Act | undefined {
  const noted = notes.get(tx);
  if (!noted) return undefined;
  const { id, by, reason } = noted;
  const lists = { sessions: [...noted.sessions.values()], eventIds: [...noted.eventIds] };
  return { id, ...lists, by, silent: reason !== null, reason };
}

function notesOf(tx: Tx): Notes {
  const known = notes.get(tx);
  if (known) return known;
  const fresh: Notes = { id: newId<'Act'>(), sessions: new Map(), eventIds: new Set(), by: null, reason: null };
  notes.set(tx, fresh);
  return fresh;
}
