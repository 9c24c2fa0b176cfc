import type { Reader } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { KindDetails } from '../record/details.rules.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import { type CountedDays, countedDays, withDays } from './exhibition.rules.ts';
import { exhibitionDaysOfEvents } from './exhibition.store.ts';

interface Change {
  readonly before: { readonly details: KindDetails };
  readonly after: { readonly details: KindDetails };
}

/** Why an edit of an event cannot be, with the visitors who were counted at it; null when it can. */
export async function countedInTheWay(
  reader: Reader,
  eventId: Id<'Event'>,
  { before, after }: Change,
  language: Language,
): Promise<CountedDays | null> {
  const { exhibition } = before.details;
  if (!exhibition) return null;
  const rows = (await exhibitionDaysOfEvents(reader, [eventId])).get(eventId) ?? [];
  const dates = rows.map(({ date }) => date);
  if (dates.length === 0) return null;
  const sessions = (await sessionsOfEvents(reader, [eventId])).get(eventId) ?? [];
  const then = after.details.exhibition;
  return countedDays(withDays(exhibition, sessions), then && withDays(then, sessions), dates, language);
}
