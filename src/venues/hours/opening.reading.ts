import type { Reader } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { addDays } from '../../platform/time/local.ts';
import { datesFrom } from '../../platform/time/zone.day.ts';
import type { RoomFacts } from '../places/room.store.ts';
import { type ShownDay, shownDay } from './opening.presentation.rules.ts';
import { openDay } from './opening.rules.ts';
import { hoursOfDays } from './opening.store.ts';
import { type WeekStretch, writeStretch } from './opening.stretch.rules.ts';
import type { OpenOnArguments, OpeningStretch } from './opening.types.ts';

/** A week as clients read it. */
export function shownWeek(week: readonly WeekStretch[] = []): OpeningStretch[] {
  return week.map((stretch) => ({ weekday: stretch.weekday, ...writeStretch(stretch) }));
}

/** Days of a branch or of a room; those of all branches on a page are read at once. */
export async function shownDays(
  context: object,
  reader: Reader,
  { branchId, room }: { readonly branchId: Id<'Branch'>; readonly room: RoomFacts | null },
  { from, days }: OpenOnArguments,
  language: Language,
): Promise<ShownDay[]> {
  const last = addDays(from, days - 1);
  const hours = await load(context, reader, hoursOfDays, `${branchId} ${from} ${last}`);
  if (!hours) return [];
  return datesFrom(from, last).map((date) => shownDay(openDay(hours, room, date), hours.zone, language));
}
