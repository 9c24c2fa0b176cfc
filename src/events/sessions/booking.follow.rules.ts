import type { Language } from '../../platform/language/language.ts';
import type { Forbidden, ServesEvent } from '../../venues/bookings/booking.followers.ts';
import type { BookingRow } from '../../venues/bookings/booking.tables.ts';
import type { BookingDeed } from '../../venues/bookings/change.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import { type Goal, movedSession, unheldSession, withExceptions } from './session.moves.rules.ts';

const LIVE: readonly BookingRow['status'][] = ['HOLD', 'REQUESTED', 'CONFIRMED'];

const OF_SESSION = [
  ...['roomId', 'layoutKind', 'expectedPeople', 'startLocal', 'zone', 'wallMinutes', 'setUpMinutes', 'tearDownMinutes'],
] as const satisfies (keyof BookingRow)[];

/** Whether somebody only said yes to the booking, or took that back: the session is where it was. */
export function isYesOnly(before: BookingRow, after: BookingRow): boolean {
  return LIVE.includes(after.status) && OF_SESSION.every((field) => before[field] === after[field]);
}

/** What of its room the session wishes for, as the booking has it by now. */
export type RoomWish = Pick<SessionRow, 'setUpMinutes' | 'tearDownMinutes' | 'equipment'>;

/** The session after somebody moved or ended its booking. Without a booking its room is to be found. */
export function sessionFollowing(
  session: SessionRow,
  booking: BookingRow,
  wish: RoomWish,
  { arrangement }: Pick<EventRow, 'arrangement'>,
): SessionRow {
  if (!LIVE.includes(booking.status)) return { ...session, place: 'TO_BE_FOUND', bookingId: null };
  const { startLocal, zone, wallMinutes, startsAt, endsAt, branchId, roomId, layoutKind, expectedPeople } = booking;
  const time = { startLocal, zone, wallMinutes, startsAt, endsAt };
  const place = { place: 'ROOM' as const, branchId, zone, roomId, layoutKind, expectedPeople, ...wish };
  const moved = movedFrom(session, { time, place });
  return arrangement === 'SERIES' ? withExceptions(session, moved) : moved;
}

/** What was held was held also in another room; what gets another start was not held yet. */
function movedFrom(session: SessionRow, goal: Goal): SessionRow {
  if (session.happeningStatus !== 'HELD') return movedSession(session, goal);
  const moved = movedSession(unheldSession(session), goal);
  if (moved.startsAt.getTime() !== session.startsAt.getTime()) return moved;
  return { ...moved, happeningStatus: 'HELD', statusBefore: session.statusBefore };
}

const MAY_SWAP = {
  uk: ' Інше приміщення чи розстановку може дати і той, хто погоджує бронювання цієї бібліотеки.',
  en: ' Another room or layout can also be given by whoever approves bookings of the room’s branch.',
};
const DEEDS = {
  MOVE: { uk: 'Попросіть їх перенести дату.', en: 'Ask them to move the date.' },
  SWAP_ROOM: { uk: 'Попросіть їх змінити місце.', en: 'Ask them to change the place.' },
  END: { uk: 'Попросіть їх скасувати дату.', en: 'Ask them to cancel the date.' },
} as const satisfies Partial<Record<BookingDeed, Record<Language, string>>>;

/** What stands between a viewer and the booking of a session. */
export interface Standing {
  readonly titleUk: string;
  /** The branch of the event. */
  readonly branchUk: string;
  readonly isHeld: boolean;
  /** Whether visitors were counted on days that follow from its dates. */
  readonly isCounted: boolean;
  readonly isPublic: boolean;
  /** Whether the viewer may change the event. */
  readonly mayEdit: boolean;
  /** Whether the viewer says yes to bookings where the room is. */
  readonly mayGrant: boolean;
}

/** What the viewer may not do to the booking of a session. */
export function forbiddenBy(standing: Standing, language: Language): Forbidden {
  const { titleUk, branchUk, isHeld, isCounted, isPublic, mayEdit, mayGrant } = standing;
  const yes = isPublic ? { LOSE_YES: servesPublic(titleUk, language), GO_BY: goneBy(titleUk, language) } : {};
  if (isHeld) {
    const held = servesHeld(titleUk, language);
    return { ...yes, MOVE: held, SWAP_ROOM: held, END: held };
  }
  if (mayEdit) return isCounted ? { ...yes, MOVE: servesCounted(titleUk, language) } : yes;
  const serves = (deed: keyof typeof DEEDS) => servesEvent(deed, titleUk, branchUk, language);
  return { ...yes, MOVE: serves('MOVE'), END: serves('END'), ...(!mayGrant && { SWAP_ROOM: serves('SWAP_ROOM') }) };
}

/** What serves an event is changed by those who may change the event. */
function servesEvent(deed: keyof typeof DEEDS, titleUk: string, branchUk: string, language: Language): ServesEvent {
  const swap = deed === 'SWAP_ROOM' ? MAY_SWAP[language] : '';
  return {
    kind: 'ServesEvent',
    message:
      language === 'uk'
        ? `Це приміщення для події «${titleUk}». Її змінюють бібліотекарі та ті, хто погоджує події: ${branchUk}. ${DEEDS[deed].uk}${swap}`
        : `This room is for the event “${titleUk}”. It is changed by the librarians and approvers of ${branchUk}. ${DEEDS[deed].en}${swap}`,
  };
}

/** The booking of what was held stays as long as that is said of it. */
function servesHeld(titleUk: string, language: Language): ServesEvent {
  return {
    kind: 'ServesEvent',
    message:
      language === 'uk'
        ? `Це приміщення для події «${titleUk}», і її дату вже позначено як проведену. Спершу зніміть позначку.`
        : `This room is for the event “${titleUk}”, and its date is marked as held. Take the mark back first.`,
  };
}

/** The days on which an exhibition is shown follow from its dates, and visitors were counted on some of them. */
function servesCounted(titleUk: string, language: Language): ServesEvent {
  return {
    kind: 'ServesEvent',
    message:
      language === 'uk'
        ? `На виставці «${titleUk}» вже пораховано відвідувачів, а її дні — це дні її дат. Перенесіть дату в самій події або вкажіть там день відкриття.`
        : `Visitors were counted at the exhibition “${titleUk}”, and its days are those of its dates. Move the date in the event itself, or say there when it opens.`,
  };
}

/** What is announced ahead goes into no past: nobody could come, and nobody could bring it back. */
function goneBy(titleUk: string, language: Language): ServesEvent {
  return {
    kind: 'ServesEvent',
    message:
      language === 'uk'
        ? `Подію «${titleUk}» вже оголошено, а цей час уже минув. Оберіть такий, що ще попереду, або скасуйте дату.`
        : `The event “${titleUk}” is public already, and this time has gone by. Choose one that lies ahead, or cancel the date.`,
  };
}

/** Calendars tell of granted rooms only: what is announced keeps the yes to its room. */
function servesPublic(titleUk: string, language: Language): ServesEvent {
  return {
    kind: 'ServesEvent',
    message:
      language === 'uk'
        ? `Подію «${titleUk}» вже оголошено, а таке бронювання ще мав би хтось погодити. Попросіть того, хто погоджує бронювання цього приміщення, внести зміну, лишіться в межах погодженого або оберіть приміщення, яке дають одразу.`
        : `The event “${titleUk}” is public already, and somebody would still have to grant this booking. Ask whoever approves bookings of this room to change it, stay within what was granted, or choose a room that is had at once.`,
  };
}
