import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { KIND_FACTS } from '../kinds/kind.facts.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionPlace, SessionRow } from '../record/session.tables.ts';

/** Where a session is to be held, and what is wished of its room: columns of its row. */
export type WishedPlace = Pick<
  SessionRow,
  | 'place'
  | 'branchId'
  | 'zone'
  | 'roomId'
  | 'layoutKind'
  | 'expectedPeople'
  | 'setUpMinutes'
  | 'tearDownMinutes'
  | 'equipment'
>;

/** Such an event is not held in such a place. */
export interface PlaceWrong extends Refusal<'PlaceWrong'> {
  readonly place: SessionPlace;
}

type Held = Pick<EventRow, 'kind' | 'attendanceMode'>;

const WRONG = {
  ONLINE: {
    uk: 'Подію проводять лише наживо. Змініть її спосіб участі на онлайн чи змішаний або перенесіть цю дату в онлайн.',
    en: 'The event is held on the spot only. Make it online or mixed, or move this date online.',
  },
  BRANCH: {
    uk: 'Для таких подій бронюють приміщення. Оберіть приміщення або позначте, що його ще шукають.',
    en: 'For events of this kind a room is booked. Choose a room, or say that it is still to be found.',
  },
} as const;

/** Whether an event can be held in such a place; null when it can. */
export function placeWrong(place: SessionPlace, event: Held, language: Language): PlaceWrong | null {
  if (place === 'ONLINE' && event.attendanceMode === 'OFFLINE') return wrong(place, language);
  // Of what is joined online only, nobody comes to the branch but those who hold it.
  const needsRoom = !KIND_FACTS[event.kind].withoutRoom && event.attendanceMode !== 'ONLINE';
  if (place === 'BRANCH' && needsRoom) return wrong(place, language);
  return null;
}

/**
 * The same of a session that comes to stand in the calendar again: its event may have become another meanwhile. Whatever
 * was moved online is there for good.
 */
export function placeOutdated(
  { place, happeningStatus }: Pick<SessionRow, 'place' | 'happeningStatus'>,
  event: Held,
  language: Language,
): PlaceWrong | null {
  return happeningStatus === 'MOVED_ONLINE' ? null : placeWrong(place, event, language);
}

function wrong(place: keyof typeof WRONG, language: Language): PlaceWrong {
  return { kind: 'PlaceWrong', message: WRONG[place][language], place };
}

/** The session in its new place. Where no room is wished for, it keeps what was, as long as that is of the same branch. */
export function inPlace(before: SessionRow, wished: WishedPlace): SessionRow {
  if (wished.roomId) return { ...before, ...wished };
  const { place, branchId, zone } = wished;
  if (branchId === before.branchId) return { ...before, place, zone };
  return { ...before, place, branchId, zone, roomId: null, equipment: [] };
}
