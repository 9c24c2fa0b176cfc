import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { RoomFacts } from './room.store.ts';
import type { LayoutRow } from './room.tables.ts';

/** What both tell rooms apart by: of which atoms each consists. */
interface Divided {
  readonly id: Id<'Room'>;
  readonly units: readonly Id<'Unit'>[];
}

/** How many people a room holds at most, however it is furnished. */
export function capacityOf(layouts: readonly Pick<LayoutRow, 'capacity'>[]): number {
  return Math.max(...layouts.map(({ capacity }) => capacity));
}

/** True when all of `part` is in `whole`, and `whole` has more besides. */
export function isPartOf(part: Divided, whole: Divided): boolean {
  const units = new Set(whole.units);
  return part.units.length < units.size && part.units.every((unit) => units.has(unit));
}

/** The room among `others` that consists of exactly these units. */
export function roomOfUnits<Other extends { readonly units: readonly Id<'Unit'>[] }>(
  units: readonly Id<'Unit'>[],
  others: readonly Other[],
): Other | undefined {
  const wanted = new Set(units);
  return others.find((other) => other.units.length === wanted.size && other.units.every((unit) => wanted.has(unit)));
}

/** There is a room of the same parts already. */
export interface SameParts {
  readonly kind: 'SameParts';
  readonly message: string;
  readonly room: RoomFacts;
}

export function sameParts(room: RoomFacts, language: Language): SameParts {
  const retired = room.retiredAt !== null;
  return {
    kind: 'SameParts',
    message:
      language === 'uk'
        ? `З цих самих частин уже складається «${room.nameUk}»${retired ? ', її вилучено з ужитку' : ''}. Змініть її або оберіть інші частини.`
        : `“${room.nameEn}” consists of the same parts already${retired ? '; it is retired' : ''}. Edit it, or choose other parts.`,
    room,
  };
}
