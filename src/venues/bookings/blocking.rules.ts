import type { Language } from '../../platform/language/language.ts';
import type { RoomSite } from './booking.policy.ts';
import type { Blocked, Overlap } from './broken.rules.ts';

/** What takes the room already, which a blocking cannot push aside. */
export interface RoomTaken {
  readonly kind: 'RoomTaken';
  readonly message: string;
  readonly room: RoomSite;
  readonly broken: readonly (Overlap | Blocked)[];
}

export function roomTaken(
  room: RoomSite,
  broken: readonly (Overlap | Blocked)[],
  language: Language,
): RoomTaken | null {
  const [first] = broken;
  if (!first) return null;
  const more = broken.length - 1;
  const message =
    language === 'uk'
      ? `Приміщення вже зайняте. ${first.message}${more > 0 ? ` І ще: ${more}.` : ''} Спершу перенесіть або скасуйте це.`
      : `The room is taken already. ${first.message}${more > 0 ? ` And ${more} more.` : ''} Move or cancel that first.`;
  return { kind: 'RoomTaken', message, room, broken };
}
