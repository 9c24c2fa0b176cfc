import { and, asc, eq } from 'drizzle-orm';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { NoticeKind } from './notice.data.ts';
import { messageWords, type MessageWordsRow } from './notice.tables.ts';

/** The own words of a branch for a kind of message, undefined where it has none. */
export async function findWords(
  reader: Reader,
  branchId: Id<'Branch'>,
  kind: NoticeKind,
  language: Language,
): Promise<MessageWordsRow | undefined> {
  const { branchId: branch, kind: of, language: spoken } = messageWords;
  const [row] = await reader
    .select()
    .from(messageWords)
    .where(and(eq(branch, branchId), eq(of, kind), eq(spoken, language)));
  return row;
}

export async function wordsOfBranch(reader: Reader, branchId: Id<'Branch'>): Promise<MessageWordsRow[]> {
  return reader
    .select()
    .from(messageWords)
    .where(eq(messageWords.branchId, branchId))
    .orderBy(asc(messageWords.kind), asc(messageWords.language));
}

/** Writes what is to stand. */
export async function writeWords(tx: Tx, row: MessageWordsRow): Promise<void> {
  const { intro, closing, updatedAt } = row;
  await tx
    .insert(messageWords)
    .values(row)
    .onConflictDoUpdate({
      target: [messageWords.branchId, messageWords.kind, messageWords.language],
      set: { intro, closing, updatedAt },
    });
}
