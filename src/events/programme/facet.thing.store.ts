import type { DistrictRow } from '../../directory/entry.tables.ts';
import { audiencesByIds, entriesByIds } from '../../directory/entry.store.ts';
import type { Reader } from '../../platform/db/database.ts';
import { measuresByIds } from '../../plans/measure.store.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';

function districtsByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, DistrictRow>> {
  return entriesByIds(reader, 'district', ids);
}

/** How the things are found whose ids are the values of a facet. */
export const THINGS = {
  branches: branchesByIds,
  districts: districtsByIds,
  audiences: audiencesByIds,
  measures: measuresByIds,
} as const;
