import { bodySeed } from '../directory/body.seed.ts';
import { audienceSeed } from '../directory/directory.seed.ts';
import { allAliases, allEntries } from '../directory/entry.store.ts';
import type { Reader } from '../platform/db/database.ts';
import type { CodeLists } from './recognition/recognised-plan.ts';

/** Every name and alias by which a document may call an audience or a body. */
export async function codeListsOf(reader: Reader): Promise<CodeLists> {
  const [audiences, bodies, audienceAliases, bodyAliases] = await Promise.all([
    allEntries(reader, 'audience'),
    allEntries(reader, 'body'),
    allAliases(reader, 'audience'),
    allAliases(reader, 'body'),
  ]);
  const aliasesOf = (rows: typeof audienceAliases, id: string) =>
    rows.filter((row) => row.entryId === id).map((row) => row.text);
  return {
    audiences: audiences.map(({ id, code, nameUk }) => ({ code, names: [nameUk, ...aliasesOf(audienceAliases, id)] })),
    bodies: bodies.map(({ id, code, nameUk, shortName, isGroup }) => ({
      code,
      names: [nameUk, shortName, ...aliasesOf(bodyAliases, id)],
      isGroup,
    })),
  };
}

/** The same for an installation that has no database yet. */
export function seedCodeLists(): CodeLists {
  return {
    audiences: audienceSeed.map(({ code, nameUk, aliases }) => ({ code, names: [nameUk, ...aliases] })),
    bodies: bodySeed.map(({ code, nameUk, shortName, aliases, isGroup }) => ({
      code,
      names: [nameUk, shortName, ...aliases],
      isGroup,
    })),
  };
}
