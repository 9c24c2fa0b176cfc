import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../platform/access/viewer.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import { forbidden, notFound } from '../platform/faults/fault.ts';
import { isId, newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { type StaleVersion, staleVersion } from '../platform/refusals/stale.ts';
import { Clock } from '../platform/time/clock.ts';
import { bodySeed } from './body.seed.ts';
import { audienceSeed, districtSeed } from './directory.seed.ts';
import { mayEditDirectory } from './entry.policy.ts';
import { type AliasTaken, aliasTaken, clashWithNames, distinctAliases } from './entry.rules.ts';
import {
  allEntries,
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
  updateNames,
} from './entry.store.ts';
import type { DirectoryEntryInput } from './entry.types.ts';

@Injectable()
export class DirectoryService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Gives an entry its names and aliases; refuses a spelling that means another entry of the list. */
  async update<List extends ListName>(
    list: List,
    input: DirectoryEntryInput,
    viewer: Viewer,
    language: Language,
  ): Promise<EntryRow<List> | AliasTaken | StaleVersion> {
    if (!mayEditDirectory(viewer)) throw forbidden();
    if (!isId(input.id)) throw notFound('the entry');
    return this.#database.transaction(async (tx) => {
      await lockList(tx, list);
      const entry = await lockEntry(tx, list, input.id);
      if (!entry) throw notFound('the entry');
      if (entry.version !== input.version) return staleVersion(entry.version, language);
      const wanted = distinctAliases(input.aliases);
      const others = (await allEntries(tx, list)).filter((other) => other.id !== entry.id);
      const names = distinctAliases([input.nameUk, input.nameEn]);
      const clash =
        clashWithNames([...names, ...wanted], others) ??
        (await this.#foreign(tx, list, [...names, ...wanted], entry.id));
      if (clash) return aliasTaken(clash, language);
      await updateNames(tx, list, entry.id, { nameUk: input.nameUk, nameEn: input.nameEn }, this.#clock.now());
      await replaceAliases(tx, list, entry.id, wanted);
      const written = await findEntry(tx, list, { id: entry.id });
      if (!written) throw notFound('the entry');
      return written;
    });
  }

  async #foreign(tx: Tx, list: ListName, keys: readonly { key: string; text: string }[], ownId: EntryId) {
    const [taken] = await foreignAliases(
      tx,
      list,
      keys.map(({ key }) => key),
      ownId,
    );
    if (!taken) return null;
    const owner = await findEntry(tx, list, { id: taken.entryId });
    return { alias: taken.text, code: owner?.code ?? '' };
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
