import { Inject, Injectable } from '@nestjs/common';
import { hasRoleFor, type Viewer } from '../platform/access/viewer.ts';
import { changesBetween } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database, type Reader } from '../platform/db/database.ts';
import { forbidden, notFound } from '../platform/faults/fault.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { Refusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import { sampleOf } from './message.samples.rules.ts';
import { messageText, type MessageText } from './message.ts';
import { unknownPlaceholders } from './template.rules.ts';
import { findWords, wordsOfBranch, writeWords } from './words.store.ts';
import type { MessageWordsRow } from './notice.tables.ts';
import type { MessagePreviewInput, SaveMessageWordsInput } from './words.types.ts';

export interface UnknownPlaceholders extends Refusal<'UnknownPlaceholders'> {
  readonly names: readonly string[];
}

/** What branches say in their messages, besides what each message says. */
@Injectable()
export class MessageWordsService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** What is so already is left as it is. Throws NOT_FOUND for no branch, FORBIDDEN to whoever is no approver of it. */
  async save(
    input: SaveMessageWordsInput,
    viewer: Viewer,
    spoken: Language,
  ): Promise<MessageWordsRow | UnknownPlaceholders> {
    const { kind, language } = input;
    const branchId = await branchOf(this.#database.reader, input.branchId);
    if (!hasRoleFor(viewer, branchId, 'APPROVER')) throw forbidden();
    const [intro, closing] = [input.intro || null, input.closing || null];
    const names = [...new Set([intro, closing].flatMap((words) => unknownPlaceholders(words ?? '')))];
    if (names.length > 0) return unknown(names, spoken);
    const now = this.#clock.now();
    const row = { branchId, kind, language, intro, closing, updatedAt: now };
    return this.#database.transaction(async (tx) => {
      const before = await findWords(tx, branchId, kind, language);
      const field = (name: string) => `messageWords.${kind}.${language}.${name}`;
      const flat = (of: Pick<MessageWordsRow, 'intro' | 'closing'> | undefined) => ({
        [field('intro')]: of?.intro ?? null,
        [field('closing')]: of?.closing ?? null,
      });
      const changes = changesBetween(flat(before), flat(row));
      if (before && changes.length === 0) return before;
      await writeWords(tx, row);
      const thing = { kind: 'Branch', id: branchId };
      await record(tx, viewer, now, { action: 'UPDATE', thing, changes, scopeIds: [branchId] });
      return row;
    });
  }

  /** Throws FORBIDDEN to whoever is no staff of the branch. */
  async ofBranch(id: string, viewer: Viewer): Promise<MessageWordsRow[]> {
    const { reader } = this.#database;
    const branchId = await branchOf(reader, id);
    mustBeStaff(viewer, branchId);
    return wordsOfBranch(reader, branchId);
  }

  /** The message as somebody would read it, of nobody who lives. */
  async preview(input: MessagePreviewInput, viewer: Viewer): Promise<MessageText> {
    const { reader } = this.#database;
    const branchId = await branchOf(reader, input.branchId);
    mustBeStaff(viewer, branchId);
    const { kind, language, intro, closing } = input;
    const saved = await findWords(reader, branchId, kind, language);
    const words = {
      intro: intro === undefined ? saved?.intro : intro,
      closing: closing === undefined ? saved?.closing : closing,
    };
    const name = language === 'uk' ? 'Олена Коваль' : 'Olena Koval';
    return messageText(kind, sampleOf(kind, language), { language, name }, words);
  }
}

function mustBeStaff(viewer: Viewer, branchId: string): void {
  if (!hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER')) throw forbidden();
}

async function branchOf(reader: Reader, id: string): Promise<Id<'Branch'>> {
  const branch = isId(id) ? await findBranch(reader, { id: id as Id<'Branch'> }) : undefined;
  if (!branch) throw notFound('the branch');
  return branch.id;
}

function unknown(names: readonly string[], language: Language): UnknownPlaceholders {
  const told = names.map((name) => `{${name}}`).join(', ');
  const message = {
    uk: `Цього не можна підставити: ${told}. Є {title}, {when}, {place} і {name}; сама дужка пишеться двічі.`,
    en: `Nothing can be filled in for: ${told}. There are {title}, {when}, {place} and {name}; write a brace itself twice.`,
  };
  return { kind: 'UnknownPlaceholders', message: message[language], names };
}
