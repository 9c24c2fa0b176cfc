import { Inject, Injectable } from '@nestjs/common';
import { record } from '../../platform/audit/audit.store.ts';
import { Database } from '../../platform/db/database.ts';
import { isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal, type Refusal } from '../../platform/refusals/refusal.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { answeredBefore, keepAnswer, keepRefused } from '../deciding/answered.ts';
import { noteNews } from '../record/news.ts';
import { lockRosters } from '../record/roster.store.ts';
import { byOf, StaffDesk } from './staff.desk.ts';
import {
  type Circle,
  countRecipients,
  countWithoutAddress,
  insertMessage,
  messagesByIds,
  recipientsOf,
} from './staff-message.store.ts';
import type { StaffMessageRow } from './staff-message.tables.ts';
import type { CircleArguments, MessageInput, MessageReach } from './staff-message.types.ts';

export type NobodyToWriteTo = Refusal<'NobodyToWriteTo'>;

function nobodyToWriteTo(language: Language): NobodyToWriteTo {
  const message = {
    uk: 'З адресою тут немає нікого, кому це надіслати. Оберіть інших або зателефонуйте.',
    en: 'Nobody here with an address is to get this. Choose others, or call them.',
  };
  return { kind: 'NobodyToWriteTo', message: message[language] };
}

function circleOf({ statuses, kinds, registrationIds }: CircleArguments | MessageInput): Circle {
  return { statuses, kinds, chosen: registrationIds?.filter(isId) ?? null };
}

/** What staff write to some of a roster at once. */
@Injectable()
export class StaffMessageService {
  readonly #database: Database;
  readonly #staff: StaffDesk;

  constructor(@Inject(Database) database: Database, staff: StaffDesk) {
    this.#database = database;
    this.#staff = staff;
  }

  /** Throws NOT_FOUND for no roster, FORBIDDEN to whoever does not edit its event. */
  async send(input: MessageInput, asking: Asking): Promise<StaffMessageRow | NobodyToWriteTo | KeyReused> {
    const { roster, event } = await this.#staff.subject(input.rosterId, asking.viewer);
    const key = requestKey(input.key, { ...input, by: byOf(asking) });
    const told = await this.#database.transaction<StaffMessageRow | NobodyToWriteTo | KeyReused>(async (tx) => {
      // Under the lock nobody comes or goes meanwhile, and the same request sent twice at once waits for itself.
      await lockRosters(tx, [roster.id]);
      const before = await answeredBefore(tx, roster.id, key, asking.language);
      if (before && !('answer' in before)) return before;
      if (before && isRefusal(before.answer)) return before.answer as NobodyToWriteTo;
      const sent = before && (await messagesByIds(tx, [String(before.answer)])).get(String(before.answer));
      if (sent) return sent;
      const { statuses, kinds, subject, text } = input;
      const circle = circleOf(input);
      const registrationIds = await recipientsOf(tx, roster.id, circle);
      if (registrationIds.length === 0) return nobodyToWriteTo(asking.language);
      const recipients = registrationIds.length;
      const id = newId<'StaffMessage'>();
      const row = { id, rosterId: roster.id, authorId: byOf(asking), createdAt: asking.at, recipients };
      const message = { ...row, statuses, kinds, subject, text } as StaffMessageRow;
      await insertMessage(tx, message, registrationIds);
      noteNews(
        tx,
        registrationIds.map((registrationId) => ({ kind: 'STAFF_MESSAGE', registrationId, messageId: id })),
      );
      await record(tx, asking.viewer, asking.at, {
        action: 'MESSAGE',
        thing: { kind: 'Roster', id: roster.id },
        changes: [
          {
            field: 'message',
            before: null,
            after: { id, statuses, kinds, recipients, ...(circle.chosen && { isOfChosen: true }) },
          },
        ],
        scopeIds: [event.branchId],
        requestId: asking.requestId,
      });
      await keepAnswer(tx, roster.id, key, id, asking.at);
      return message;
    });
    return keepRefused(this.#database, roster.id, key, told, asking.at);
  }

  /** Whom it would go to now. Throws as `send` does. */
  async reach(input: CircleArguments, asking: Asking): Promise<MessageReach> {
    const { roster } = await this.#staff.subject(input.rosterId, asking.viewer);
    const circle = circleOf(input);
    const { reader } = this.#database;
    return {
      recipients: await countRecipients(reader, roster.id, circle),
      withoutAddress: await countWithoutAddress(reader, roster.id, circle),
    };
  }
}
