import { calendarSessions, type CalendarSession } from '../calendar/session.store.ts';
import { isOnline, placeIn } from '../calendar/session.text.rules.ts';
import { titleIn } from '../events/record/event.text.rules.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { instantFromMillis, parseInstant } from '../platform/time/instant.ts';
import { CONCERNED } from '../registration/record/concerned.store.ts';
import { branchesByIds } from '../venues/places/branch.store.ts';
import { roomsByIds } from '../venues/places/room.store.ts';
import type { CalendarPart } from './calendar.parts.ts';
import type { Managed, MessageData, Occasion, SessionChange } from './message.data.ts';
import type { NoticedSession, NoticeItems } from './notice.data.ts';
import { type Facts, factsOf } from './notice.facts.ts';
import type { NoticeLinks } from './notice.links.ts';
import { isCalledOff } from './notice.rules.ts';

export interface ChangeLetter {
  readonly data: MessageData['SESSIONS_CHANGED'];
  /** Of the sessions that the reader has a place in. */
  readonly parts: readonly CalendarPart[];
  readonly joinUrl: string | null;
  /** Whose letter it is. */
  readonly first: Facts;
}

/** The digest of an act for one person; null when nothing of it concerns them any more. */
export async function changeLetter(
  tx: Tx,
  { registrationIds = [], sessions = [] }: NoticeItems,
  links: NoticeLinks,
): Promise<ChangeLetter | null> {
  const known = await Promise.all(registrationIds.map((id) => factsOf(tx, id as Id<'Registration'>)));
  const own = known.flatMap((facts) => (facts && CONCERNED.includes(facts.row.status) ? [facts] : []));
  const [first] = own;
  if (!first) return null;
  const now = new Map(
    (await calendarSessions(tx, sessions.map(idOf))).map((session) => [session.id as string, session]),
  );
  const told = sessions.flatMap((noticed) => {
    const session = now.get(noticed.sessionId);
    const facts = own.find((one) => concerns(one, noticed));
    return session && facts ? [{ noticed, session, facts }] : [];
  });
  if (told.length === 0) return null;
  const { language } = first.row;
  const places = await placesBefore(tx, sessions);
  const isSure = (facts: Facts) => facts.row.status === 'CONFIRMED';
  const joinOf = (facts: Facts, session: CalendarSession) =>
    isSure(facts) && isOnline(session) ? facts.event.joinUrl : null;
  return {
    first,
    data: {
      changes: told.map(({ noticed, session, facts }): SessionChange => ({
        title: titleIn(language, session),
        kinds: noticed.kinds,
        before: { when: whenBefore(noticed), place: places(noticed, language) },
        after: { when: session, place: placeIn(language, session) },
        reason: isCalledOff(noticed) ? session.reason : null,
        joinUrl: joinOf(facts, session),
      })),
      managed: await managedOf(tx, own, links, language),
    },
    parts: told
      .filter(({ facts }) => isSure(facts))
      .map(({ noticed, session }) => ({ session, method: isCalledOff(noticed) ? 'CANCEL' : 'REQUEST' })),
    joinUrl: told.map(({ facts, session }) => joinOf(facts, session)).find((url) => url !== null) ?? null,
  };
}

const idOf = ({ sessionId }: NoticedSession) => sessionId as Id<'Session'>;

function concerns({ roster, event }: Facts, { eventId, sessionId }: NoticedSession): boolean {
  return roster.sessionId === null ? event.id === eventId : roster.sessionId === sessionId;
}

function whenBefore({ startsAt, endsAt, zone }: NoticedSession): Occasion['when'] {
  const read = (text: string) => parseInstant(text) ?? instantFromMillis(0);
  return { startsAt: read(startsAt), endsAt: read(endsAt), zone };
}

/** Where each was to be, by the names that its places have now. */
async function placesBefore(
  tx: Tx,
  sessions: readonly NoticedSession[],
): Promise<(noticed: NoticedSession, language: Language) => string> {
  const branches = await branchesByIds(
    tx,
    sessions.map(({ branchId }) => branchId),
  );
  const rooms = await roomsByIds(
    tx,
    sessions.flatMap(({ roomId }) => roomId ?? []),
  );
  return ({ place, wasOnline, branchId, roomId }, language) => {
    const branch = branches.get(branchId);
    if (!branch) return '';
    const happeningStatus = wasOnline ? 'MOVED_ONLINE' : 'CONFIRMED';
    return placeIn(language, { place, happeningStatus, branch, room: rooms.get(roomId ?? '') ?? null });
  };
}

async function managedOf(
  tx: Tx,
  own: readonly Facts[],
  links: NoticeLinks,
  language: Language,
): Promise<readonly Managed[]> {
  const managed: Managed[] = [];
  for (const { row, event } of own) {
    // Whoever has not confirmed the address yet gets no link that shows what was written in the form.
    if (row.status === 'UNCONFIRMED') continue;
    managed.push({ title: titleIn(language, event), url: await links.ofRegistration(tx, row, 'MANAGE') });
  }
  return managed;
}
