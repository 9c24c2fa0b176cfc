import type { Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { type AnsweredKey, answersOfScopes } from '../record/key.store.ts';
import { linksByHashes } from '../record/link.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import {
  classesOfSchools,
  liveUnder,
  registrationsByIds,
  unconfirmedOf,
  waitingIn,
} from '../record/registration.store.ts';
import { quotasOfRosters, subjectsOfRosters } from '../record/roster.store.ts';
import type { QuotaRow, RosterRow } from '../record/roster.tables.ts';
import { termOf } from '../roster/term.rules.ts';
import { daysBeforeStart, type Start } from '../roster/window.rules.ts';
import { lockSchoolTurns, overdueIn, stuckIn } from './deciding.store.ts';
import { schoolsWithHead } from './head.store.ts';
import type { AskedRoster, RosterRequest } from './request.ts';
import { Scene } from './scene.ts';
import { sheltersOf } from './shelter.ts';

/** A roster as it stands, with what its requests look at. */
export interface ReadRoster {
  readonly scene: Scene;
  /** Whose time is over. */
  readonly overdue: readonly RegistrationRow[];
  /** What was answered before, by key. */
  readonly answered: ReadonlyMap<string, AnsweredKey>;
}

function all<Value>(
  asked: readonly AskedRoster<RosterRow>[],
  pick: (request: RosterRequest<unknown>) => readonly Value[] | undefined,
): Value[] {
  return [...new Set(asked.flatMap(({ requests }) => requests.flatMap((request) => pick(request) ?? [])))];
}

/** One pass over the database, however many rosters and requests there are; the rows of the rosters are locked. */
export async function readRosters(
  tx: Tx,
  asked: readonly AskedRoster<RosterRow>[],
  now: Instant,
): Promise<ReadRoster[]> {
  const ids = asked.map(({ roster }) => roster.id);
  const [subjects, quotas, overdue, answered, named, known, unconfirmed, links, stuck, shelters] = await Promise.all([
    subjectsOfRosters(tx, ids),
    quotasOfRosters(tx, ids),
    overdueIn(tx, ids, now),
    answersOfScopes(
      tx,
      ids,
      all(asked, ({ key }) => (key ? [key.text] : [])),
    ),
    registrationsByIds(
      tx,
      all(asked, ({ registrationIds }) => registrationIds),
    ),
    liveUnder(
      tx,
      ids,
      all(asked, ({ oneKeys }) => oneKeys),
    ),
    unconfirmedOf(
      tx,
      all(asked, ({ emails }) => emails),
    ),
    linksByHashes(
      tx,
      all(asked, (request) => request.links),
    ),
    stuckIn(
      tx,
      asked.flatMap(({ roster }) => (roster.waiting > 0 && roster.policy !== 'FIT_FIRST' ? [roster.id] : [])),
    ),
    sheltersOf(
      tx,
      asked.map(({ roster }) => roster),
    ),
  ]);
  const moving = asked.filter(
    ({ roster, requests }) =>
      requests.some(({ frees }) => frees) ||
      overdue.some(({ rosterId }) => rosterId === roster.id) ||
      releaseIsDue(quotas.get(roster.id) ?? [], subjects.get(roster.id)?.session ?? null, now),
  );
  const queues = await waitingIn(
    tx,
    moving.map(({ roster }) => roster.id),
  );
  const rows = [...named.values(), ...known, ...overdue];
  const headed = await schoolsWithHead(tx, [
    ...all(asked, ({ schoolIds }) => schoolIds),
    ...rows.flatMap(({ asksHead, schoolId }) => (asksHead && schoolId ? [schoolId] : [])),
  ]);
  const read: ReadRoster[] = [];
  for (const one of asked) {
    const { roster } = one;
    const found = subjects.get(roster.id);
    if (!found) throw new Error(`the roster ${roster.id} is of nothing`);
    const ofRoster = ({ rosterId }: RegistrationRow) => rosterId === roster.id;
    const scene = new Scene({
      // Read beside the lock, its row may be older than the locked one.
      subject: { ...found, roster },
      quotas: quotas.get(roster.id) ?? [],
      queue: queues.get(roster.id) ?? null,
      rows: rows.filter(ofRoster),
      classes: await countClasses(tx, one, found.session),
      ...{ unconfirmed, links, headed, stuck: stuck.get(roster.id) ?? new Map() },
      shelter: shelters.get(roster.id) ?? null,
    });
    const before = answered.filter(({ scopeId }) => scopeId === roster.id);
    read.push({ scene, overdue: overdue.filter(ofRoster), answered: new Map(before.map((key) => [key.key, key])) });
  }
  return read;
}

function releaseIsDue(quotas: readonly QuotaRow[], start: Start | null, now: Instant): boolean {
  return quotas.some(
    ({ releasedAt, releaseDaysBefore }) =>
      !releasedAt && releaseDaysBefore !== null && start && daysBeforeStart(releaseDaysBefore, start) <= now,
  );
}

async function countClasses(
  tx: Tx,
  { roster, requests }: AskedRoster<RosterRow>,
  start: Start | null,
): Promise<ReadonlyMap<string, number>> {
  const schoolIds = [...new Set<Id<'School'>>(requests.flatMap((request) => request.schoolIds ?? []))];
  if (roster.classesPerSchool === null || !start || schoolIds.length === 0) return new Map();
  const term = termOf(start.startLocal);
  await lockSchoolTurns(tx, roster.eventId, schoolIds, term.name);
  return classesOfSchools(tx, roster.eventId, schoolIds, term);
}
