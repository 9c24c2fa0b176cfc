import { Inject, Injectable } from '@nestjs/common';
import { hasRoleFor, type Viewer } from '../platform/access/viewer.ts';
import { changesBetween } from '../platform/audit/audit.rules.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database, type Reader } from '../platform/db/database.ts';
import { forbidden, notFound } from '../platform/faults/fault.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { isRefusal, type Refusal } from '../platform/refusals/refusal.ts';
import { Clock } from '../platform/time/clock.ts';
import type { Instant } from '../platform/time/instant.ts';
import { answeredBefore, keepAnswer, keepRefused } from '../registration/deciding/answered.ts';
import type { KeyReused } from '../registration/deciding/refusal.rules.ts';
import { requestKey } from '../registration/deciding/request.key.ts';
import { lockScope } from '../registration/record/key.store.ts';
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

  /**
   * What is so already is left as it is, and so is what somebody changed since the same request came first. Throws NOT_FOUND
   * for no branch, FORBIDDEN to whoever is no approver of it.
   */
  async save(
    input: SaveMessageWordsInput,
    viewer: Viewer,
    spoken: Language,
  ): Promise<MessageWordsRow | UnknownPlaceholders | KeyReused> {
    const { kind, language } = input;
    const branchId = await branchOf(this.#database.reader, input.branchId);
    if (!hasRoleFor(viewer, branchId, 'APPROVER')) throw forbidden();
    const [intro, closing] = [input.intro || null, input.closing || null];
    const names = [...new Set([intro, closing].flatMap((words) => unknownPlaceholders(words ?? '')))];
    const now = this.#clock.now();
    const row = { branchId, kind, language, intro, closing, updatedAt: now };
    const key = requestKey(input.key, { ...input, by: viewer.kind === 'person' ? viewer.id : null });
    type Saved = MessageWordsRow | UnknownPlaceholders | KeyReused;
    const saved = await this.#database.transaction<Saved>(async (tx) => {
      await lockScope(tx, branchId);
      const first = await answeredBefore(tx, branchId, key, spoken);
      if (first && !('answer' in first)) return first;
      if (names.length > 0) return unknown(names, spoken);
      // The words are those of the request: only when they were saved is kept of the first answer.
      if (first) return { ...row, updatedAt: first.answer as Instant };
      const before = await findWords(tx, branchId, kind, language);
      const field = (name: string) => `messageWords.${kind}.${language}.${name}`;
      const flat = (of: Pick<MessageWordsRow, 'intro' | 'closing'> | undefined) => ({
        [field('intro')]: of?.intro ?? null,
        [field('closing')]: of?.closing ?? null,
      });
      const changes = changesBetween(flat(before), flat(row));
      const isSo = before !== undefined && changes.length === 0;
      await keepAnswer(tx, branchId, key, isSo ? before.updatedAt : now, now);
      if (isSo) return before;
      await writeWords(tx, row);
      const thing = { kind: 'Branch', id: branchId };
      await record(tx, viewer, now, { action: 'UPDATE', thing, changes, scopeIds: [branchId] });
      return row;
    });
    // What stands in the braces is somebody's own words, and is told anew from those of the request.
    if (isRefusal(saved)) await keepRefused(this.#database, branchId, key, { kind: saved.kind, message: '' }, now);
    return saved;
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
