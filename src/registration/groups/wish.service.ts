import { Inject, Injectable } from '@nestjs/common';
import type { TooManyAttempts } from '../../identity/limit.rules.ts';
import { findEvent } from '../../events/record/event.store.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import type { ConsentNeeded, KeyReused, RegisterRefusal } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import { type AnswersWrong, readAnswers } from '../questions/answer.rules.ts';
import { noteNews } from '../record/news.ts';
import type { DateWishRow } from '../record/registration.tables.ts';
import { subjectsOfRosters } from '../record/roster.store.ts';
import type { RosterRow } from '../record/roster.tables.ts';
import type { BroughtClass } from './group.entering.ts';
import type { WishDatesInput } from './group.input.types.ts';
import { type ClassAskedFrom, ClassReading } from './group.reading.ts';
import { checkDates } from './wish.checking.ts';
import { answeredOnce, recordWish } from './wish.keeping.ts';
import { type AlreadyWished, alreadyWished, keptDraft } from './wish.rules.ts';
import { insertWish, lockWishesOf, waitingWishesOf } from './wish.store.ts';

/** What was answered to a wish: who asks again is told how it stands by then. */
export interface DatesWishedAnswer {
  readonly kind: 'DatesWished';
  readonly wishId: Id<'DateWish'>;
}

type Refused = AlreadyWished | RegisterRefusal | AnswersWrong;

/** Classes that could come on any of some dates. */
@Injectable()
export class WishService {
  readonly #database: Database;
  readonly #reading: ClassReading;

  constructor(@Inject(Database) database: Database, reading: ClassReading) {
    this.#database = database;
    this.#reading = reading;
  }

  /**
   * Keeps a wish, every date of it checked before; one of which no date could be had is refused with what is wrong with the
   * first. Throws NOT_FOUND for what is no roster, BAD_USER_INPUT for rosters of several events or one named twice, and what
   * the reading of the class throws.
   */
  async wish(
    input: WishDatesInput,
    asking: ClassAskedFrom,
  ): Promise<DatesWishedAnswer | Refused | ConsentNeeded | KeyReused | TooManyAttempts> {
    const brought = await this.#reading.read(input, asking);
    if (isRefusal(brought)) return brought;
    const wished = await this.#rosters(input.rosterIds);
    const [{ eventId }] = wished;
    const key = requestKey(input.key, { ...input, by: brought.personId });
    const { answer } = await this.#database.transaction(async (tx) => {
      await lockWishesOf(tx, eventId);
      return answeredOnce<DatesWishedAnswer | Refused>(tx, eventId, key, asking, () =>
        this.#keep(tx, wished, brought, asking),
      );
    });
    return answer;
  }

  async #keep(
    tx: Tx,
    wished: readonly [RosterRow, ...RosterRow[]],
    brought: BroughtClass,
    asking: ClassAskedFrom,
  ): Promise<DatesWishedAnswer | Refused> {
    const { draft, schoolId, personId } = brought;
    const [{ eventId }] = wished;
    // What is kept is read again when a date is picked: no answer is, but those that every form of the dates knows.
    for (const { questions } of wished) {
      const read = readAnswers(questions, 'GROUP', draft.answers, asking.language);
      if (isRefusal(read)) return read;
    }
    const kept = { ...keptDraft(draft) };
    const waiting = await waitingWishesOf(tx, draft.contactEmail);
    const already = alreadyWished({ eventId, schoolId, draft: kept }, waiting, asking.language);
    if (already) return already;
    const dates = wished.map(({ id }) => ({ brought, rosterId: id }));
    const [first, ...others] = await checkDates(tx, dates, asking);
    if (first && isRefusal(first) && others.every(isRefusal)) return first;
    const row: DateWishRow = {
      ...{ id: newId<'DateWish'>(), eventId, schoolId, personId, state: 'NEW', draft: kept },
      ...{ reason: null, registrationId: null, purgedAt: null, version: 1, createdAt: asking.at, updatedAt: asking.at },
    };
    await insertWish(
      tx,
      row,
      wished.map(({ id }) => id),
    );
    await recordWish(tx, asking, 'CREATE', await findEvent(tx, eventId), null, row);
    noteNews(tx, [{ kind: 'DATES_WISHED', wishId: row.id }]);
    return { kind: 'DatesWished', wishId: row.id };
  }

  async #rosters(given: readonly string[]): Promise<readonly [RosterRow, ...RosterRow[]]> {
    const argument = { argument: 'rosterIds' };
    if (!given.every(isId)) throw notFound('the roster');
    const ids = given.map((id) => id.toLowerCase());
    if (new Set(ids).size < ids.length) throw invalidInput('rosterIds must name each roster once', argument);
    const subjects = await subjectsOfRosters(this.#database.reader, ids);
    const [first, ...others] = ids.map((id) => {
      const subject = subjects.get(id);
      if (!subject) throw notFound('the roster');
      return subject.roster;
    });
    if (!first) throw invalidInput('rosterIds must name rosters', argument);
    if (others.some(({ eventId }) => eventId !== first.eventId)) {
      throw invalidInput('rosterIds must be of one event', argument);
    }
    return [first, ...others];
  }
}
