import type { Reader } from '../db/database.ts';
import type { Language } from '../language/language.ts';
import { type ChangedMeanwhile, changedMeanwhile } from '../refusals/changed.ts';
import type { Instant } from '../time/instant.ts';
import { lastActorOn } from './audit.store.ts';

/** The refusal of an edit whose version is not the current one; null when it is, or when none was named. */
export async function changedSince(
  reader: Reader,
  type: string,
  row: { readonly id: string; readonly version: number; readonly updatedAt: Instant },
  seen: number | null | undefined,
  language: Language,
): Promise<ChangedMeanwhile | null> {
  if (seen == null || seen === row.version) return null;
  return changedMeanwhile({ ...row, __typename: type }, await lastActorOn(reader, row.id), language);
}
