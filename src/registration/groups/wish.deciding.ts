import { Inject, Injectable } from '@nestjs/common';
import type { EventRow } from '../../events/record/event.tables.ts';
import { findEvent } from '../../events/record/event.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { nextStamp } from '../../platform/time/instant.ts';
import { RosterDesk } from '../deciding/desk.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking, Receipt } from '../deciding/scene.rules.ts';
import { noteNews } from '../record/news.ts';
import type { DateWishRow } from '../record/registration.tables.ts';
import { type ClassEntered, enterClass, lookedAt } from './group.entering.ts';
import { answeredOnce, recordWish } from './wish.keeping.ts';
import { mayDecideWish, mayWithdrawWish } from './wish.policy.ts';
import { draftOf, keptIn, shownWish, wishDecided, type WishDecided } from './wish.rules.ts';
import { datesOfWishes, lockWish, updateWish } from './wish.store.ts';
import type { DeclineDateWishInput, PickWishedDateInput, WithdrawDateWishInput } from './wish.types.ts';

interface Picked {
  readonly kind: 'DatePicked';
  readonly wishId: Id<'DateWish'>;
  readonly receipt: Receipt;
}
interface Ended {
  readonly kind: 'DateWishEnded';
  readonly wishId: Id<'DateWish'>;
}
interface Found {
  readonly wish: DateWishRow;
  readonly event: EventRow;
}
type May = (wish: DateWishRow, event: EventRow) => boolean;
type PickRefused = Exclude<ClassEntered, { readonly kind: 'Registered' }> | WishDecided | ChangedMeanwhile;

/** What becomes of wishes: staff pick a date or say no, whoever made one takes it back. */
@Injectable()
export class WishDeciding {
  readonly #database: Database;
  readonly #desk: RosterDesk;

  constructor(@Inject(Database) database: Database, desk: RosterDesk) {
    this.#database = database;
    this.#desk = desk;
  }

  /**
   * Registers the class for one of its dates, as if it had come for itself now: its address is confirmed only if it was when
   * it wished. A refusal, also that its seats went meanwhile, leaves the wish as it was, with its other dates. Throws NOT_FOUND for no wish and for a date that is none of its own,
   * FORBIDDEN for an event of others.
   */
  pick(input: PickWishedDateInput, asking: Asking): Promise<Picked | PickRefused | KeyReused> {
    const may: May = (_, event) => mayDecideWish(asking.viewer, event);
    return this.#once<Picked | PickRefused>({ ...input, act: 'PICK' }, asking, may, (tx, found) =>
      this.#register(tx, found, input, asking),
    );
  }

  /** Says no to all dates; whoever made the wish reads why. */
  decline(input: DeclineDateWishInput, asking: Asking): Promise<Ended | WishDecided | KeyReused> {
    const may: May = (_, event) => mayDecideWish(asking.viewer, event);
    return this.#once<Ended>({ ...input, act: 'DECLINE' }, asking, may, (tx, found) => {
      noteNews(tx, [{ kind: 'DATES_DECLINED', wishId: found.wish.id }]);
      return this.#end(tx, found, { state: 'DECLINED', reason: input.reason }, asking);
    });
  }

  /** Takes back one’s own. */
  withdraw(input: WithdrawDateWishInput, asking: Asking): Promise<Ended | WishDecided | KeyReused> {
    const may: May = (wish) => mayWithdrawWish(asking.viewer, wish);
    return this.#once<Ended>({ ...input, act: 'WITHDRAW' }, asking, may, (tx, found) =>
      this.#end(tx, found, { state: 'WITHDRAWN' }, asking),
    );
  }

  async #once<Answer>(
    input: { readonly wishId: string; readonly key: string; readonly act: string },
    asking: Asking,
    may: May,
    work: (tx: Tx, found: Found) => Promise<Answer>,
  ): Promise<Answer | WishDecided | KeyReused> {
    const { answer } = await this.#database.transaction(async (tx) => {
      const wish = isId(input.wishId) ? await lockWish(tx, input.wishId as Id<'DateWish'>) : undefined;
      const event = wish && (await findEvent(tx, wish.eventId));
      if (!wish || !event) throw notFound('the wish');
      if (!may(wish, event)) throw forbidden();
      return answeredOnce<Answer | WishDecided>(
        ...([tx, wish.id, requestKey(input.key, input), asking] as const),
        async () => wishDecided(wish, asking.language) ?? work(tx, { wish, event }),
      );
    });
    return answer;
  }

  async #register(
    tx: Tx,
    found: Found,
    { rosterId, version, orWaits }: PickWishedDateInput,
    asking: Asking,
  ): Promise<Picked | PickRefused> {
    const { wish } = found;
    const dates = (await datesOfWishes(tx, [wish.id])).get(wish.id) ?? [];
    const date = dates.find((one) => one.rosterId === rosterId.toLowerCase());
    if (!date) throw notFound('the wished date');
    const stale = await changedSince(tx, 'DateWish', shownWish(wish), version, asking.language);
    if (stale) return stale;
    const draft = draftOf(keptIn(wish));
    if (!draft) throw new Error(`nobody is to be asked about the wish ${wish.id}, and it waits`);
    const brought = { draft, schoolId: wish.schoolId, personId: wish.personId };
    const [entered] = await this.#desk.askWithin<ClassEntered>(tx, date.rosterId, [
      { asking, key: null, ...lookedAt(brought), decide: (scene) => enterClass(scene, brought, asking, orWaits) },
    ]);
    if (!entered) throw new Error('the desk answered nothing');
    if (entered.kind !== 'Registered') return entered;
    const { receipt } = entered;
    await this.#write(tx, found, { state: 'PICKED', registrationId: receipt.id }, 'PICK', asking);
    return { kind: 'DatePicked', wishId: wish.id, receipt };
  }

  async #end(
    tx: Tx,
    found: Found,
    change: Pick<DateWishRow, 'state'> & Partial<DateWishRow>,
    asking: Asking,
  ): Promise<Ended> {
    await this.#write(tx, found, change, change.state === 'DECLINED' ? 'DECLINE' : 'WITHDRAW', asking);
    return { kind: 'DateWishEnded', wishId: found.wish.id };
  }

  async #write(
    tx: Tx,
    { wish, event }: Found,
    change: Partial<DateWishRow>,
    action: string,
    asking: Asking,
  ): Promise<void> {
    const updatedAt = nextStamp(asking.at, wish.updatedAt);
    const after = { ...wish, ...change, version: wish.version + 1, updatedAt };
    await updateWish(tx, wish.id, after);
    await recordWish(tx, asking, action, event, wish, after);
  }
}
