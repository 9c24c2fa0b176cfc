import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../../platform/db/database.ts';
import type { PageWindow } from '../../platform/graphql/connection.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { SearchedSpeaker } from './speaker.rules.ts';
import { type SpeakerRow, speakers } from './speaker.tables.ts';

/** Ordered by name as Ukrainian readers expect, then by id. */
const byName = sql`${speakers.nameUk} collate "uk-x-icu"`;

export interface SpeakerCriteria {
  /** Words that must all occur, as `searchWords` makes them. */
  readonly words: readonly string[];
  readonly retired: boolean;
}

/** A page of the speakers that fit, by Ukrainian name. */
export async function pageOfSpeakers(
  reader: Reader,
  { words, retired }: SpeakerCriteria,
  { after, limit }: PageWindow<readonly [string, string]>,
): Promise<SpeakerRow[]> {
  return reader
    .select()
    .from(speakers)
    .where(
      and(
        ...words.map((word) => sql`${speakers.searchText} like ${`% ${word}%`}`),
        retired ? undefined : isNull(speakers.retiredAt),
        after ? sql`(${byName}, ${speakers.id}) > (${after[0]} collate "uk-x-icu", ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(byName, asc(speakers.id))
    .limit(limit);
}

export async function findSpeaker(reader: Reader, id: Id<'Speaker'>): Promise<SpeakerRow | undefined> {
  const [row] = await reader.select().from(speakers).where(eq(speakers.id, id));
  return row;
}

/** Takes a speaker for this transaction, so that two edits come one after the other; who refers to them goes on. */
export async function lockSpeaker(tx: Tx, id: Id<'Speaker'>): Promise<SpeakerRow | undefined> {
  const [row] = await tx.select().from(speakers).where(eq(speakers.id, id)).for('no key update');
  return row;
}

export async function insertSpeaker(tx: Tx, row: SpeakerRow): Promise<void> {
  await tx.insert(speakers).values(row);
}

export async function updateSpeakerRow(tx: Tx, id: Id<'Speaker'>, change: Partial<SpeakerRow>): Promise<void> {
  await tx.update(speakers).set(change).where(eq(speakers.id, id));
}

/** Takes those behind `after`, by id, whose text was made by rules before these. */
export async function lockOutdatedSpeakers(
  tx: Tx,
  version: number,
  { after, most }: { readonly after: Id<'Speaker'> | null; readonly most: number },
): Promise<(SearchedSpeaker & Pick<SpeakerRow, 'id'>)[]> {
  const { id, nameUk, nameEn, affiliation, forgottenAt } = speakers;
  return tx
    .select({ id, nameUk, nameEn, affiliation, forgottenAt })
    .from(speakers)
    .where(and(lt(speakers.searchVersion, version), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(most)
    .for('no key update');
}

export async function isAnySpeakerOutdated(reader: Reader, version: number): Promise<boolean> {
  const [row] = await reader
    .select({ id: speakers.id })
    .from(speakers)
    .where(lt(speakers.searchVersion, version))
    .limit(1);
  return row !== undefined;
}
