import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../platform/access/viewer.ts';
import { changesBetween } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import { changedSince } from '../platform/audit/changed.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { forbidden, notFound } from '../platform/faults/fault.ts';
import { type Id, isId, newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { ChangedMeanwhile } from '../platform/refusals/changed.ts';
import { Clock } from '../platform/time/clock.ts';
import { bodySeed } from './body.seed.ts';
import { audienceSeed, districtSeed } from './directory.seed.ts';
import { mayEditDirectory, mayEditSchools } from './entry.policy.ts';
import {
  type AliasTaken,
  aliasTaken,
  clashWithNames,
  distinctAliases,
  type NameClash,
  tidyName,
} from './entry.rules.ts';
import {
  aliasesOf,
  allEntries,
  type EntryChange,
  type EntryId,
  type EntryRow,
  findEntry,
  foreignAliases,
  insertEntry,
  insertMembers,
  isDirectoryEmpty,
  type ListName,
  lockEntry,
  lockList,
  replaceAliases,
  slugsLike,
  updateEntry,
} from './entry.store.ts';
import type { DirectoryEntryInput, EntryNamesInput } from './entry.types.ts';
import { codeOf, freeSlug, slugOf } from './slug.rules.ts';

/** The lists that grow; the others are as the city's plan has them. */
export type GrowingList = 'school' | 'outlet';

/** A school's input has one; undefined leaves it as it is. */
interface Placed {
  readonly districtId?: string | null;
}

/** The GraphQL type of the entries of a list. */
const TYPES: Readonly<Record<ListName, string>> = {
  audience: 'Audience',
  body: 'ResponsibleBody',
  district: 'District',
  school: 'School',
  outlet: 'Outlet',
};

const mayEdit = (viewer: Viewer, list: ListName) =>
  list === 'school' ? mayEditSchools(viewer) : mayEditDirectory(viewer);

@Injectable()
export class DirectoryService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Adds an entry; refuses a spelling that means another entry of the list. */
  async create<List extends GrowingList>(
    list: List,
    input: EntryNamesInput & Placed,
    viewer: Viewer,
    language: Language,
  ): Promise<EntryRow<List> | AliasTaken> {
    if (!mayEdit(viewer, list)) throw forbidden();
    return this.#database.transaction(async (tx) => {
      await lockList(tx, list);
      const clash = await this.#clash(tx, list, input, null);
      if (clash) return aliasTaken(clash, language);
      const wanted = slugOf(input.nameUk) || list;
      const slug = freeSlug(wanted, await slugsLike(tx, list, wanted));
      const id = newId<'School' | 'Outlet'>();
      await insertEntry(tx, list, {
        id,
        slug,
        code: codeOf(slug),
        ...(await this.#changeBy(tx, input)),
        version: 1,
        updatedAt: this.#clock.now(),
      } as EntryRow<List>);
      return this.#finish(tx, list, id, input, null, viewer);
    });
  }

  /** Gives an entry its names and aliases; refuses a spelling that means another entry of the list. */
  async update<List extends ListName>(
    list: List,
    input: DirectoryEntryInput & Placed,
    viewer: Viewer,
    language: Language,
  ): Promise<EntryRow<List> | AliasTaken | ChangedMeanwhile> {
    if (!mayEdit(viewer, list)) throw forbidden();
    if (!isId(input.id)) throw notFound('the entry');
    return this.#database.transaction(async (tx) => {
      await lockList(tx, list);
      const entry = await lockEntry(tx, list, input.id);
      if (!entry) throw notFound('the entry');
      const stale = await changedSince(tx, TYPES[list], entry, input.version, language);
      if (stale) return stale;
      const clash = await this.#clash(tx, list, input, entry.id);
      if (clash) return aliasTaken(clash, language);
      const before = { ...entry, aliases: (await aliasesOf(tx, [entry.id])).get(entry.id) ?? [] };
      const change = await this.#changeBy(tx, input);
      const { districtId = 'districtId' in entry ? entry.districtId : undefined, ...names } = change;
      const wanted = {
        ...entry,
        ...names,
        districtId,
        aliases: distinctAliases(input.aliases).map(({ text }) => text),
      };
      // An edit that changes nothing writes nothing, so that nobody else's edit is refused for it.
      if (changesBetween(before, wanted).length === 0) return entry;
      await updateEntry(tx, list, entry.id, change, this.#clock.now());
      return this.#finish(tx, list, entry.id, input, before, viewer);
    });
  }

  /** The first spelling of the input that means an entry of the list other than `ownId`. */
  async #clash(tx: Tx, list: ListName, input: EntryNamesInput, ownId: EntryId | null): Promise<NameClash | null> {
    const spellings = distinctAliases([input.nameUk, input.nameEn, ...input.aliases]);
    const others = (await allEntries(tx, list)).filter((other) => other.id !== ownId);
    const named = clashWithNames(spellings, others);
    if (named) return named;
    const keys = spellings.map(({ key }) => key);
    const [taken] = await foreignAliases(tx, list, keys, ownId);
    if (!taken) return null;
    const owner = others.find(({ id }) => id === taken.entryId);
    return { alias: taken.text, code: owner?.code ?? '' };
  }

  async #changeBy(tx: Tx, input: EntryNamesInput & Placed): Promise<EntryChange> {
    const { districtId } = input;
    if (districtId != null && !(isId(districtId) && (await findEntry(tx, 'district', { id: districtId })))) {
      throw notFound('the district');
    }
    return {
      nameUk: tidyName(input.nameUk),
      nameEn: tidyName(input.nameEn),
      districtId: districtId as Id<'District'> | null | undefined,
    };
  }

  /** What adding and editing end with. */
  async #finish<List extends ListName>(
    tx: Tx,
    list: List,
    id: EntryId,
    input: EntryNamesInput,
    before: object | null,
    viewer: Viewer,
  ): Promise<EntryRow<List>> {
    const wanted = distinctAliases(input.aliases);
    await replaceAliases(tx, list, id, wanted);
    const written = await findEntry(tx, list, { id });
    if (!written) throw notFound('the entry');
    const changes = changesBetween(before, { ...written, aliases: wanted.map(({ text }) => text) }, { left: ['id'] });
    const deed = { action: before ? 'UPDATE' : 'CREATE', thing: { kind: TYPES[list], id }, changes, scopeIds: [id] };
    await record(tx, viewer, this.#clock.now(), deed);
    return written;
  }

  /** Fills an empty directory with the code lists of Kyiv's plan; one that has entries is left as it is. */
  async seed(): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await lockList(tx, 'audience');
      if (!(await isDirectoryEmpty(tx))) return;
      const common = { version: 1, updatedAt: this.#clock.now() };
      for (const { aliases, ...audience } of audienceSeed) {
        const id = newId<'Audience'>();
        await insertEntry(tx, 'audience', { ...audience, ...common, id });
        await replaceAliases(tx, 'audience', id, distinctAliases(aliases));
      }
      for (const { aliases, ...district } of districtSeed) {
        const id = newId<'District'>();
        await insertEntry(tx, 'district', { ...district, ...common, id });
        await replaceAliases(tx, 'district', id, distinctAliases(aliases));
      }
      const ids = new Map(bodySeed.map(({ code }) => [code, newId<'Body'>()]));
      for (const { aliases, memberOf: _, ...body } of bodySeed) {
        const id = ids.get(body.code) ?? newId<'Body'>();
        await insertEntry(tx, 'body', { ...body, ...common, id });
        await replaceAliases(tx, 'body', id, distinctAliases(aliases));
      }
      for (const [code, groupId] of ids) {
        const members = bodySeed.filter((body) => body.memberOf === code).flatMap((body) => ids.get(body.code) ?? []);
        await insertMembers(tx, groupId, members);
      }
    });
  }
}
