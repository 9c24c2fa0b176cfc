import type { Reader } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import { unconfirmedOf } from '../record/registration.store.ts';
import { quotasOfRosters, type RosterSubject, subjectsOfRosters } from '../record/roster.store.ts';
import { termOf } from '../roster/term.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { Scene } from '../deciding/scene.ts';
import { sheltersOf } from '../deciding/shelter.ts';
import { type BroughtClass, type ClassEntered, enterClass, lookedAt } from './group.entering.ts';
import { checkOf, type DateCheck, draftOf, keptIn, wishDecided } from './wish.rules.ts';
import { type ComingClass, comingClasses, datesOfWishes, liveClasses, wishesByIds } from './wish.store.ts';

/** A class and a roster it might come to. */
export interface DateToCheck {
  readonly brought: BroughtClass;
  readonly rosterId: string;
}

/**
 * What would be decided now, date by date, by the rules of registration itself on a scene that is then thrown away. Nothing
 * is locked and nothing is written: whoever comes first may have the place. What has run out and was not swept away yet
 * counts as taken. As many queries for a hundred dates as for one.
 */
export async function checkDates(
  reader: Reader,
  dates: readonly DateToCheck[],
  asking: Asking,
): Promise<(ClassEntered | null)[]> {
  const rosterIds = [...new Set(dates.map(({ rosterId }) => rosterId))];
  const looked = dates.map(({ brought }) => lookedAt(brought));
  const subjects = await subjectsOfRosters(reader, rosterIds);
  const eventIds = [...new Set([...subjects.values()].map(({ event }) => event.id))];
  const [quotas, live, coming, unconfirmed, shelters] = await Promise.all([
    quotasOfRosters(reader, rosterIds),
    liveClasses(
      reader,
      rosterIds,
      looked.flatMap(({ oneKeys }) => oneKeys),
    ),
    comingClasses(
      reader,
      eventIds,
      looked.flatMap(({ schoolIds }) => schoolIds),
    ),
    unconfirmedOf(
      reader,
      looked.flatMap(({ emails }) => emails),
    ),
    sheltersOf(
      reader,
      [...subjects.values()].map(({ roster }) => roster),
    ),
  ]);
  return dates.map(({ brought, rosterId }) => {
    const subject = subjects.get(rosterId);
    if (!subject) return null;
    const classes = new Map([[brought.schoolId, classesWithin(subject, brought, coming)]]);
    const rows = live.filter((row) => row.rosterId === rosterId);
    const ofRoster = quotas.get(rosterId) ?? [];
    const shelter = shelters.get(rosterId) ?? null;
    const scene = new Scene({
      ...{ subject, quotas: ofRoster, queue: null, rows, classes, unconfirmed, shelter },
      links: new Map(),
    });
    return enterClass(scene, brought, asking);
  });
}

/** How many classes of its school come in the term: `classesOfSchools` of registration.store.ts. */
function classesWithin(
  { event, session }: RosterSubject,
  { schoolId }: BroughtClass,
  coming: readonly ComingClass[],
): number {
  if (!session) return 0;
  const term = termOf(session.startLocal);
  const isWithin = (local: string | null) => local === null || (local >= term.from && local < term.to);
  return coming.filter((one) => one.eventId === event.id && one.schoolId === schoolId && isWithin(one.startLocal))
    .length;
}

/** A date with what would come of it now; all null where that is no more to be known. */
export interface ToldDate extends Partial<DateCheck> {
  readonly rosterId: Id<'Roster'>;
  readonly rank: number;
}

/** The dates of each wish, checked where it waits still. */
export async function toldDates(
  reader: Reader,
  wishIds: readonly string[],
  asking: Asking,
): Promise<ReadonlyMap<string, ToldDate[]>> {
  const [wishes, dates] = await Promise.all([wishesByIds(reader, wishIds), datesOfWishes(reader, wishIds)]);
  const told = [...dates.values()].flat().map((date) => {
    const wish = wishes.get(date.wishId);
    const draft = wish && !wishDecided(wish, asking.language) ? draftOf(keptIn(wish)) : null;
    const brought = wish && draft ? { draft, schoolId: wish.schoolId, personId: wish.personId } : null;
    return { date, brought };
  });
  const open = told.flatMap(({ date: { rosterId }, brought }) => (brought ? [{ rosterId, brought }] : []));
  const checked = open.length > 0 ? await checkDates(reader, open, asking) : [];
  const found = new Map<string, ToldDate[]>(wishIds.map((id) => [id, []]));
  for (const { date, brought } of told) {
    const entered = brought ? checked.shift() : null;
    found.get(date.wishId)?.push({ ...date, ...(entered && checkOf(entered)) });
  }
  return found;
}
