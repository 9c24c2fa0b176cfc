import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/ids/id.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import type { NoticeDraft } from './notice.rules.ts';
import { insertNotices } from './notice.store.ts';

/** Where everybody is told of something once. */
@Injectable()
export class Notices {
  readonly #mails: Mails;
  readonly #clock: Clock;

  constructor(mails: Mails, clock: Clock) {
    this.#mails = mails;
    this.#clock = clock;
  }

  /** One mail for each draft whose key is new, when the transaction commits; three statements, however many they are. */
  async send(tx: Tx, actKey: string, drafts: readonly NoticeDraft[]): Promise<void> {
    const byKey = new Map(drafts.map((draft) => [draft.dedupeKey, draft]));
    if (byKey.size === 0) return;
    const rows = [...byKey.values()].map((draft) => ({
      ...draft,
      ...{ id: newId<'Notice'>(), mailId: newId<'OutgoingMail'>() },
    }));
    const added = await insertNotices(tx, actKey, rows, this.#clock.now());
    const mails = rows
      .filter(({ id }) => added.has(id))
      .map(({ id, mailId, kind }) => ({ id: mailId, kind, aboutId: id }));
    await this.#mails.enqueueAll(tx, mails);
  }
}
