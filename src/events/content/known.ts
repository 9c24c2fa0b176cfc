// Ids of an input, looked up: each names something, and is told once.
import { audiencesByIds, entriesByIds } from '../../directory/entry.store.ts';
import type { Reader } from '../../platform/db/database.ts';
import { notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import { measuresByIds } from '../../plans/measure.store.ts';
import { findBranch } from '../../venues/places/branch.store.ts';
import type { SpeakerRow } from '../speakers/speaker.tables.ts';
import type { EventWish, Material, Organiser, Speaking } from './event.image.ts';
import { speakersByIds } from './event.parts.store.ts';

export async function knownBranch(reader: Reader, id: string): Promise<Id<'Branch'>> {
  const branch = isId(id) ? await findBranch(reader, { id: id as Id<'Branch'> }) : undefined;
  if (!branch) throw notFound(`the branch ${shown(id)}`);
  return branch.id;
}

export async function knownAudiences(reader: Reader, ids: readonly string[]): Promise<Id<'Audience'>[]> {
  return known('the audience', ids, await audiencesByIds(reader, ids.filter(isId)));
}

export async function knownMeasures(reader: Reader, ids: readonly string[]): Promise<Id<'Measure'>[]> {
  return known('the measure', ids, await measuresByIds(reader, ids.filter(isId)));
}

/** A body is named once; as what, says its first mention. */
export async function knownOrganisers(
  reader: Reader,
  wished: NonNullable<EventWish['organisers']>,
): Promise<Organiser[]> {
  const ids = wished.map(({ bodyId }) => bodyId);
  const rows = await entriesByIds(reader, 'body', ids.filter(isId));
  const found = wished.map(({ bodyId, role }) => ({ bodyId: one('the body', bodyId, rows).id, role }));
  return found.filter(({ bodyId }, at) => found.findIndex((other) => other.bodyId === bodyId) === at);
}

/** The same of speakers, with all that is known of them. */
export async function knownSpeakers(
  reader: Reader,
  wished: NonNullable<EventWish['speakers']>,
): Promise<(Speaking & { readonly speaker: SpeakerRow })[]> {
  const ids = wished.map(({ speakerId }) => speakerId);
  const rows = await speakersByIds(reader, ids.filter(isId));
  const found = wished.map(({ speakerId, role }) => {
    const speaker = one('the speaker', speakerId, rows);
    return { speaker, speakerId: speaker.id, role };
  });
  return found.filter(({ speakerId }, at) => found.findIndex((other) => other.speakerId === speakerId) === at);
}

/** A material with an id is one that the event has already; one without is new. */
export function knownMaterials(
  wished: NonNullable<EventWish['materials']>,
  before: readonly Material[],
): readonly Material[] {
  const rows = new Map(before.map((material) => [material.id as string, material]));
  return wished.map(({ id, titleUk, titleEn = null, url, visibility }) => ({
    id: id == null ? newId<'Material'>() : one('the material', id, rows).id,
    ...{ titleUk, titleEn, url, visibility },
  }));
}

/** Each id once, in the order given; throws NOT_FOUND for the first that names nothing. */
function known<Of extends string>(
  what: string,
  ids: readonly string[],
  rows: ReadonlyMap<string, { readonly id: Id<Of> }>,
): Id<Of>[] {
  return [...new Set(ids.map((id) => one(what, id, rows).id))];
}

function one<Row>(what: string, id: string, rows: ReadonlyMap<string, Row>): Row {
  const row = rows.get(id.toLowerCase());
  if (!row) throw notFound(`${what} ${shown(id)}`);
  return row;
}

/** What a client sent in the place of an id may be anything. */
function shown(id: string): string {
  return isId(id) ? id : 'with this id';
}
