import type { Reader } from '../platform/db/database.ts';
import { eventsOfWishes } from '../registration/groups/wish.store.ts';
import type { WishNews } from '../registration/record/news.ts';
import type { NoticeDraft } from './notice.rules.ts';
import { staffOfBranches } from './notice.readers.ts';

/** Of a new wish everybody hears who may decide it, once for both roles; of a no whoever made it. */
export async function draftsOfWishes(reader: Reader, news: readonly WishNews[]): Promise<NoticeDraft[]> {
  const wished = news.flatMap(({ kind, wishId }) => (kind === 'DATES_WISHED' ? [wishId] : []));
  const staff = wished.length > 0 ? await staffOfWishes(reader, wished) : new Map<string, readonly string[]>();
  return news.flatMap(({ kind, wishId }): NoticeDraft[] => {
    const [dedupeKey, items] = [`${wishId}:${kind}`, { wishId }];
    if (kind === 'DATES_DECLINED') return [{ kind, dedupeKey, items }];
    const readers = staff.get(wishId) ?? [];
    return readers.map((personId) => ({ kind, personId, dedupeKey: `${dedupeKey}:${personId}`, items }));
  });
}

/** Who works for the branch of the event, by the wish. */
async function staffOfWishes(
  reader: Reader,
  wishIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const events = await eventsOfWishes(reader, wishIds);
  const branchIds = [...new Set([...events.values()].map(({ branchId }) => branchId))];
  const of = await staffOfBranches(reader, branchIds);
  return new Map([...events].map(([wishId, { branchId }]) => [wishId, of(branchId)]));
}
