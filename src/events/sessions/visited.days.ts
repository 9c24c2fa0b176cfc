// An exhibition that does not say when it opens is open on the days of its dates: those on which visitors were counted stay.
import type { Reader } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { type CountedDays, countedDays, withDays } from '../content/exhibition.rules.ts';
import { exhibitionDaysOfEvents } from '../content/exhibition.store.ts';
import type { ExhibitionDetails } from '../record/details.rules.ts';
import type { EventRow } from '../record/event.tables.ts';
import { sessionsOfEvents } from '../record/session.store.ts';
import type { SessionRow } from '../record/session.tables.ts';
import type { Choice } from './plan.rules.ts';

export interface VisitedDays {
  readonly exhibition: ExhibitionDetails;
  /** Every date of it, as it is. */
  readonly sessions: readonly SessionRow[];
  readonly counted: readonly LocalDate[];
}

/** Null where no visitor was counted, or its days are others than those of its dates. */
export async function visitedDays(reader: Reader, { id, details }: EventRow): Promise<VisitedDays | null> {
  const { exhibition } = details;
  if (!exhibition || exhibition.opensOn !== null) return null;
  const counted = ((await exhibitionDaysOfEvents(reader, [id])).get(id) ?? []).map(({ date }) => date);
  if (counted.length === 0) return null;
  return { exhibition, counted, sessions: (await sessionsOfEvents(reader, [id])).get(id) ?? [] };
}

/** The choice, unless what it picks would leave days outside on which visitors were counted. */
export function keeping<R extends Refusal>(
  visited: VisitedDays | null,
  choose: Choice<R>,
  language: Language,
): Choice<R | CountedDays> {
  if (!visited) return choose;
  const { exhibition, sessions, counted } = visited;
  return (judged) => {
    const picked = choose(judged);
    if (isRefusal(picked)) return picked;
    const moved = new Map(picked.map(({ after }) => [after.id, after]));
    const after = sessions.map((session) => moved.get(session.id) ?? session);
    return countedDays(withDays(exhibition, sessions), withDays(exhibition, after), counted, language) ?? picked;
  };
}
