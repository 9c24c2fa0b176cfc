import type { Id } from '../../platform/ids/id.ts';
import { newId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { enter } from '../deciding/entering.ts';
import { NOTHING_SAID } from '../deciding/newcomer.rules.ts';
import { noPlaces, type RegisterRefusal } from '../deciding/refusal.rules.ts';
import type { Asking, Newcomer, Receipt } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { tooManyFor } from '../deciding/shelter.ts';
import type { QuotaRow } from '../record/roster.tables.ts';
import {
  alreadyHere,
  noQuota,
  type NoQuota,
  nominationsWrong,
  type NominationsWrong,
} from './nomination.refusal.rules.ts';
import type { Nominee } from './nomination.rules.ts';

/** Who nominates: a body or an outlet. */
export interface Nominator {
  readonly bodyId: Id<'Body'> | null;
  readonly outletId: Id<'Outlet'> | null;
}

export interface NomineeList {
  readonly by: Nominator;
  readonly nominees: readonly Nominee[];
  readonly consentVersion: string;
  /** Whom the one nominee stands in for. */
  readonly substituteOfId: Id<'Registration'> | null;
}

/** All of a list are in the roster: so many with a seat of the quota, the others as its reserve. */
export interface NominationsMade {
  readonly kind: 'NominationsMade';
  readonly places: number;
  readonly reserve: number;
  /** In the order of the list. */
  readonly receipts: readonly Receipt[];
}

export type NominateRefusal = NominationsWrong | NoQuota | RegisterRefusal;

/** The quota out of which a body or an outlet names people. */
export function quotaOfNominator<Quota extends QuotaRow>(
  quotas: readonly Quota[],
  { bodyId, outletId }: Nominator,
): Quota | undefined {
  return quotas.find((quota) => (bodyId ? quota.bodyId === bodyId : outletId !== null && quota.outletId === outletId));
}

/**
 * Lets a list in, all of it or nobody, in its order: who is beyond the quota becomes its reserve. The quota is the host's
 * yes, so that no mode asks for another; what is asked for is the nominee's. Pure over the scene.
 */
export function nominateAll(scene: Scene, list: NomineeList, asking: Asking): NominationsMade | NominateRefusal {
  const { language } = asking;
  const quota = quotaOfNominator(scene.quotas, list.by);
  if (!quota) return noQuota(language);
  const here = list.nominees.filter(({ email }) => scene.liveUnder(email));
  if (here.length > 0) {
    return nominationsWrong(
      here.map(({ line }) => alreadyHere(line, language)),
      language,
    );
  }
  const free = scene.grantable(quota.id);
  // Of one alone `enter` says so itself, and who stands in for another may take what is kept from newcomers.
  const isTooLong = list.nominees.length > 1 && list.nominees.length > free;
  if (isTooLong && !scene.roster.hasWaitlist) return noPlaces(free, language);
  const placed = { seats: Math.min(list.nominees.length, free), pupils: null, adults: null };
  const crowded = list.nominees.length > 1 ? tooManyFor(scene, placed, false, language) : null;
  if (crowded) return crowded;
  const receipts: Receipt[] = [];
  for (const nominee of list.nominees) {
    // What else refuses one refuses them all: the first, before anybody is in.
    const entered = enter(scene, newcomerOf(scene, nominee, { ...list, quotaId: quota.id }, asking), asking);
    if (isRefusal(entered)) return entered;
    receipts.push(entered.receipt);
  }
  const reserve = receipts.filter(({ status }) => status === 'WAITLISTED').length;
  return { kind: 'NominationsMade', places: receipts.length - reserve, reserve, receipts };
}

function newcomerOf(
  scene: Scene,
  { name, email, jobTitle, phone }: Nominee,
  { by, consentVersion, substituteOfId, quotaId }: NomineeList & { readonly quotaId: Id<'Quota'> },
  { language, at }: Asking,
): Newcomer {
  return {
    ...NOTHING_SAID,
    ...{ id: newId<'Registration'>(), rosterId: scene.roster.id, kind: 'NOMINEE', origin: 'NOMINATED' },
    ...{ name, email, oneKey: email, phone, jobTitle, language },
    ...{ seats: 1, smallest: 1, quotaId, arrivedAt: at, bodyId: by.bodyId, outletId: by.outletId },
    ...{ consentVersion, consentedAt: at, substituteOfId },
  };
}
