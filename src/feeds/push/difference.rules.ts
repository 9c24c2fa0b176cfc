import type { HappeningStatus } from '../../events/record/session.tables.ts';

/** How a session stands to a filter that somebody listens to: it is in it now, it is another one, it is in it no more. */
export type ChangeKind = 'ADDED' | 'CHANGED' | 'REMOVED';

/** What listeners are told of a session, and everybody may know. Null is what nobody sees any more. */
export interface ToldSession {
  readonly sessionId: string;
  readonly eventId: string;
  /** Its UID in calendars. */
  readonly uid: string;
  /** Of calendars: the higher one is the later. */
  readonly sequence: number | null;
  readonly status: HappeningStatus | null;
  /** RFC 3339 with the offset of its zone. */
  readonly startsAt: string | null;
  readonly change: ChangeKind;
}

/** What was told of a session last, or known from the beginning. */
export interface KnownSession {
  readonly eventId: string;
  /** Of all that feeds tell of it; null where that was not read. */
  readonly digest: string | null;
}

/** A session that everybody sees. */
export interface SeenSession extends Omit<ToldSession, 'change'> {
  readonly digest: string;
  /** It has ended, or is not held: filters let it go when its time is over. */
  readonly isPast: boolean;
}

export interface Looked {
  /** The sessions of the filter, as they were known. */
  readonly known: ReadonlyMap<string, KnownSession>;
  /** Which of the sessions in question are in it now. */
  readonly members: ReadonlySet<string>;
  /** Those in question that everybody sees. */
  readonly seen: ReadonlyMap<string, SeenSession>;
  /** Whether a session that is known is in question. */
  readonly isAsked: (sessionId: string, session: KnownSession) => boolean;
  /** Whether what has only run out of time is let go without a word. */
  readonly isByClock: boolean;
}

export interface Difference {
  /** By session. */
  readonly told: readonly ToldSession[];
  /** What is known from now on of those that are in it. */
  readonly kept: ReadonlyMap<string, KnownSession>;
  /** Which are known no more. */
  readonly gone: readonly string[];
}

/** What has to be told to somebody who knows that much. */
export function difference({ known, members, seen, isAsked, isByClock }: Looked): Difference {
  const told: ToldSession[] = [];
  const kept = new Map<string, KnownSession>();
  const gone: string[] = [];
  for (const id of members) {
    const session = seen.get(id);
    // It came between two questions; what brought it is told next.
    if (!session) continue;
    const before = known.get(id);
    if (before?.digest === session.digest) continue;
    told.push(toldAs(session, before ? 'CHANGED' : 'ADDED'));
    kept.set(id, { eventId: session.eventId, digest: session.digest });
  }
  for (const [id, before] of known) {
    if (members.has(id) || !isAsked(id, before)) continue;
    const session = seen.get(id);
    gone.push(id);
    if (!(isByClock && session?.isPast)) told.push(session ? toldAs(session, 'REMOVED') : unseen(id, before));
  }
  return { told: told.sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1)), kept, gone };
}

function toldAs({ digest: _, isPast: __, ...session }: SeenSession, change: ChangeKind): ToldSession {
  return { ...session, change };
}

function unseen(sessionId: string, { eventId }: KnownSession): ToldSession {
  const nothing = { sequence: null, status: null, startsAt: null };
  return { sessionId, eventId, uid: uidOfSession(sessionId), ...nothing, change: 'REMOVED' };
}

/** As `uidOf` of the calendar has it, which needs the whole session; the specs hold them equal. */
export function uidOfSession(id: string): string {
  return `${id}@zakhid`;
}
