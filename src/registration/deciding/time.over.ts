import { SYSTEM } from '../../platform/access/viewer.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { daysBeforeStart } from '../roster/window.rules.ts';
import { tellNominator } from './entering.ts';
import type { Asking } from './scene.rules.ts';
import type { Scene } from './scene.ts';

/** Of what the clock does nobody asks. */
export function byTheClock(at: Instant): Asking {
  return { viewer: SYSTEM, language: 'uk', at, requestId: null };
}

/** Gives back what was held or offered until now, and what nobody confirmed anew; whoever is next hears of it. */
export function endOverdue(scene: Scene, overdue: readonly RegistrationRow[], now: Instant): void {
  const asking = byTheClock(now);
  for (const row of overdue) end(scene, row, asking);
  const isDue = (daysBefore: number | null) =>
    daysBefore !== null && scene.start !== null && daysBeforeStart(daysBefore, scene.start) <= now;
  for (const quota of scene.quotas) if (isDue(quota.releaseDaysBefore)) scene.release(quota, now);
  if (overdue.length > 0 || scene.released.size > 0) scene.moveUp(asking);
}

function end(scene: Scene, row: RegistrationRow, asking: Asking): void {
  const ended = scene.change(row, { status: 'EXPIRED', endedBy: 'TIME' }, 'EXPIRE', asking);
  // Nobody showed that they read mail there: nobody is written to again.
  if (row.status === 'UNCONFIRMED') return;
  if (row.status === 'OFFERED') scene.tell('OFFER_EXPIRED', ended);
  else if (row.status === 'CONFIRMED') scene.tell('RELEASED', ended);
  else if (row.awaits !== 'NOMINEE') scene.tell('EXPIRED', ended);
  tellNominator(scene, row);
}
