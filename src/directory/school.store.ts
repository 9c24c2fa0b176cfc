import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Reader } from '../platform/db/database.ts';
import { among } from '../platform/db/order.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import { pageOfEntries } from './entry.store.ts';
import { aliases, type DistrictRow, districts, type SchoolRow, schools } from './entry.tables.ts';

export interface SchoolFilter {
  /** Words as `wordsOf` makes them: all of them occur in the names and aliases. */
  readonly words: readonly string[];
  /** Slug of the district; null for all. */
  readonly district: string | null;
}

/** What `nameKey` makes of a name, as far as a word has to do with it. */
const names = sql`replace(lower(concat_ws(' ', ${schools.nameUk}, ${schools.nameEn}) collate "uk-x-icu"), 'ґ', 'г')`;

const hasWord = (word: string) =>
  sql`(strpos(${names}, ${word}) > 0 or exists (
    select 1 from ${aliases}
    where ${aliases.list} = 'school' and ${aliases.entryId} = ${schools.id} and strpos(${aliases.key}, ${word}) > 0))`;

export async function pageOfSchools(
  reader: Reader,
  { words, district }: SchoolFilter,
  window: PageWindow<readonly [string, string]>,
): Promise<SchoolRow[]> {
  const inDistrict =
    district === null
      ? undefined
      : inArray(
          schools.districtId,
          reader.select({ id: districts.id }).from(districts).where(eq(districts.slug, district)),
        );
  return pageOfEntries(reader, 'school', window, and(inDistrict, ...words.map(hasWord)));
}

/** The district of each school that has one. */
export async function districtsOfSchools(
  reader: Reader,
  schoolIds: readonly string[],
): Promise<ReadonlyMap<string, DistrictRow>> {
  const rows = await reader
    .select({ schoolId: schools.id, district: districts })
    .from(schools)
    .innerJoin(districts, eq(districts.id, schools.districtId))
    .where(among(schools.id, schoolIds));
  return new Map(rows.map((row) => [row.schoolId, row.district]));
}
