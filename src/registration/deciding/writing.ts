import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { type Deed, record } from '../../platform/audit/audit.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { type AnsweredKey, insertAnswersOf } from '../record/key.store.ts';
import { useLinks } from '../record/link.store.ts';
import { noteNews } from '../record/news.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { insertRegistrations, updateRegistrations } from '../record/registration.store.ts';
import { updateQuota } from '../record/roster.store.ts';
import { writeNextArrivals } from './deciding.store.ts';
import type { Scene } from './scene.ts';
import { byTheClock } from './time.over.ts';

const PERSONAL = ['name', 'email', 'phone', 'note', 'answers', 'needs', 'jobTitle'];
const LEFT = ['id', 'rosterId', 'oneKey', 'arrivedAt', 'language', 'emailConfirmedAt', 'reconfirmBy', 'personId'];
/** Why staff decided so is theirs to answer for; why somebody does not come is that person's own. */
function maskedOf({ endedBy }: RegistrationRow): string[] {
  return endedBy === 'SELF' ? [...PERSONAL, 'reason'] : PERSONAL;
}

/** What a new registration is compared with: what it has none of is no news. */
const NOTHING = { needs: [], answers: {}, asksHead: false };

/**
 * Writes what became of rosters, with its audit; what is told of it goes with the transaction. The statements go out at once:
 * the connection does them in this order, and while many people ask, each wait for an answer of the database is a long one.
 */
export async function writeRosters(
  tx: Tx,
  scenes: readonly Scene[],
  answers: readonly AnsweredKey[],
  now: Instant,
): Promise<void> {
  const written = scenes.flatMap((scene) => [...scene.written.values()]);
  // What is given back goes before what is taken, or a roster would be oversold for a moment.
  for (const scene of scenes) await writeReleases(tx, scene, now);
  const arrived = scenes.filter(({ nextArrival, roster }) => nextArrival !== roster.nextArrival);
  await Promise.all([
    updateRegistrations(
      tx,
      written.flatMap(({ before, after }) => (before ? [after] : [])),
    ),
    insertRegistrations(
      tx,
      written.flatMap(({ before, after }) => (before ? [] : [after])),
    ),
    writeNextArrivals(
      tx,
      new Map<Id<'Roster'>, number>(arrived.map(({ roster, nextArrival }) => [roster.id, nextArrival])),
    ),
    ...scenes.map(({ usedLinks }) => useLinks(tx, usedLinks)),
    recordDeeds(tx, scenes, now),
    insertAnswersOf(tx, answers, now),
  ]);
  for (const { news } of scenes) noteNews(tx, news);
}

async function writeReleases(tx: Tx, scene: Scene, now: Instant): Promise<void> {
  for (const [quotaId] of scene.released) {
    await updateQuota(tx, quotaId, { seats: scene.seatsOf(quotaId), releasedAt: now });
  }
}

async function recordDeeds(tx: Tx, scenes: readonly Scene[], now: Instant): Promise<void> {
  const byViewer = new Map<Viewer, Deed[]>();
  for (const scene of scenes) {
    for (const { viewer, deed } of deedsOf(scene, now)) {
      const deeds = byViewer.get(viewer);
      if (deeds) deeds.push(deed);
      else byViewer.set(viewer, [deed]);
    }
  }
  for (const [viewer, deeds] of byViewer) await record(tx, viewer, now, ...deeds);
}

function deedsOf(scene: Scene, now: Instant): { readonly viewer: Viewer; readonly deed: Deed }[] {
  const { event, session } = scene.subject;
  const branches = [event.branchId, ...(session ? [session.branchId] : [])];
  const changed = [...scene.written.values()].map(({ before, after, action, asking }) => ({
    viewer: asking.viewer,
    deed: {
      ...{ action, thing: { kind: 'Registration', id: after.id }, requestId: asking.requestId },
      changes: changesBetween(before ?? NOTHING, after, { masked: maskedOf(after), left: LEFT }),
      scopeIds: [...branches, ...[after.schoolId, after.bodyId, after.outletId].filter((id) => id !== null)],
    },
  }));
  const released = [...scene.released.keys()].map((id) => {
    const before = scene.quotas.find((quota) => quota.id === id)?.seats;
    const changes = [{ field: 'seats', before, after: scene.seatsOf(id) }];
    const deed = { action: 'RELEASE', thing: { kind: 'Quota', id }, changes, scopeIds: branches };
    return { viewer: byTheClock(now).viewer, deed };
  });
  return [...changed, ...released];
}
