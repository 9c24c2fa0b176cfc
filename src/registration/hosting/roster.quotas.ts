import { findEntry } from '../../directory/entry.store.ts';
import type { Tx } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { deleteQuotas, insertQuotas, type RosterQuota, updateQuota } from '../record/roster.store.ts';
import type { QuotaRow, RosterRow } from '../record/roster.tables.ts';
import type { QuotaInput } from './roster.input.types.ts';

/** Somebody has a place, or waits, by a quota that is to go. */
export interface QuotaInUse extends Refusal<'QuotaInUse'> {
  readonly taken: number;
}

type Owner = Pick<QuotaRow, 'audienceId' | 'bodyId' | 'outletId'>;

export interface QuotaPlan {
  readonly kept: readonly { readonly quota: QuotaRow; readonly change: Partial<QuotaRow> }[];
  readonly added: readonly (Owner & Pick<QuotaRow, 'id' | 'rosterId' | 'seats' | 'position' | 'releaseDaysBefore'>)[];
  readonly removed: readonly QuotaRow[];
}

/** Quotas as they are wished, beside those there are. Throws BAD_USER_INPUT for two of one owner, NOT_FOUND for no owner. */
export async function planQuotas(
  tx: Tx,
  roster: RosterRow,
  had: readonly RosterQuota[],
  wished: readonly QuotaInput[],
): Promise<QuotaPlan> {
  const kept: { quota: QuotaRow; change: Partial<QuotaRow> }[] = [];
  const added: QuotaPlan['added'][number][] = [];
  const seen = new Set<string>();
  for (const [position, { seats, releaseDaysBefore = null, ...named }] of wished.entries()) {
    const owner = await ownerOf(tx, named);
    const key = JSON.stringify(owner);
    if (seen.has(key)) throw invalidInput('quotas must each have an owner of its own', { argument: 'quotas' });
    seen.add(key);
    const quota = had.find((one) => isOf(one, owner));
    if (quota)
      kept.push({
        quota,
        change: { ...{ seats, position, releaseDaysBefore }, ...anew(quota, seats, releaseDaysBefore) },
      });
    else added.push({ ...owner, id: newId(), rosterId: roster.id, seats, position, releaseDaysBefore });
  }
  return { kept, added, removed: had.filter((one) => !kept.some(({ quota }) => quota.id === one.id)) };
}

/** Another day of release is one that has not come yet; seats that are kept again are released again. */
function anew(quota: QuotaRow, seats: number, releaseDaysBefore: number | null): Partial<QuotaRow> {
  return quota.releaseDaysBefore === releaseDaysBefore && seats <= quota.seats ? {} : { releasedAt: null };
}

/** How many seats are taken or kept once the quotas are as planned. */
export function takenWith(roster: RosterRow, { kept, added }: QuotaPlan): number {
  const free = [
    ...kept.map(({ quota, change }) => Math.max(0, (change.seats ?? quota.seats) - quota.held)),
    ...added.map(({ seats }) => seats),
  ];
  return roster.held + free.reduce((sum, seats) => sum + seats, 0);
}

export function quotaInUse({ removed }: QuotaPlan, language: Language): QuotaInUse | null {
  const taken = removed.reduce((sum, { held, waiting }) => sum + held + waiting, 0);
  if (taken === 0) return null;
  const message = {
    uk: `За цією квотою вже є місця або черга: ${taken}. Залиште її з 0 місць.`,
    en: `Places or people waiting by this quota: ${taken}. Keep it, with 0 seats.`,
  };
  return { kind: 'QuotaInUse', message: message[language], taken };
}

/** What is given back goes first, so that the roster is never oversold on the way. */
export async function writeQuotas(tx: Tx, { kept, added, removed }: QuotaPlan): Promise<void> {
  await deleteQuotas(
    tx,
    removed.map(({ id }) => id),
  );
  const less = ({ quota, change }: QuotaPlan['kept'][number]) => (change.seats ?? quota.seats) - quota.seats;
  for (const { quota, change } of kept.toSorted((a, b) => less(a) - less(b))) await updateQuota(tx, quota.id, change);
  await insertQuotas(tx, added);
}

async function ownerOf(tx: Tx, named: Omit<QuotaInput, 'seats' | 'releaseDaysBefore'>): Promise<Owner> {
  const { audienceSlug, bodySlug, outletSlug } = named;
  if ([audienceSlug, bodySlug, outletSlug].filter((slug) => slug != null).length !== 1) {
    throw invalidInput('a quota names an audience, a body or an outlet', { argument: 'quotas' });
  }
  const nobody = { audienceId: null, bodyId: null, outletId: null };
  if (audienceSlug != null) {
    const audience = await findEntry(tx, 'audience', { slug: audienceSlug });
    if (!audience) throw notFound('the audience');
    return { ...nobody, audienceId: audience.id };
  }
  if (bodySlug != null) {
    const body = await findEntry(tx, 'body', { slug: bodySlug });
    if (!body) throw notFound('the body');
    return { ...nobody, bodyId: body.id };
  }
  const outlet = await findEntry(tx, 'outlet', { slug: outletSlug ?? '' });
  if (!outlet) throw notFound('the outlet');
  return { ...nobody, outletId: outlet.id };
}

function isOf(quota: Owner, { audienceId, bodyId, outletId }: Owner): boolean {
  return quota.audienceId === audienceId && quota.bodyId === bodyId && quota.outletId === outletId;
}
