import { Inject, Injectable } from '@nestjs/common';
import { mayReadStaffSide } from '../events/record/event.policy.ts';
import type { EventRow } from '../events/record/event.tables.ts';
import { hasRoleFor, type Viewer } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database, type Reader } from '../platform/db/database.ts';
import { forbidden, notFound } from '../platform/faults/fault.ts';
import type { PageWindow } from '../platform/graphql/connection.ts';
import { type Id, isId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import { eventsOfWishes } from '../registration/groups/wish.store.ts';
import { answeredBefore, keepAnswer } from '../registration/deciding/answered.ts';
import type { KeyReused } from '../registration/deciding/refusal.rules.ts';
import { requestKey } from '../registration/deciding/request.key.ts';
import { lockScope } from '../registration/record/key.store.ts';
import { findRegistration } from '../registration/record/registration.store.ts';
import { subjectsOfRosters } from '../registration/record/roster.store.ts';
import type { RegistrationMessage, RetryMessageInput } from './notice.types.ts';
import { type NoticeSent, noticeSent, pageOfFailed, pageOfNotices } from './notice.store.ts';

type Window = PageWindow<readonly [string]>;

/** What the host's staff see of the messages about their events: that they went, and what went wrong. */
@Injectable()
export class NoticeReading {
  readonly #database: Database;
  readonly #mails: Mails;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, mails: Mails, clock: Clock) {
    this.#database = database;
    this.#mails = mails;
    this.#clock = clock;
  }

  /** Throws NOT_FOUND for no registration, FORBIDDEN to whoever is no staff of its event. */
  async ofRegistration(registrationId: string, viewer: Viewer, window: Window): Promise<RegistrationMessage[]> {
    const { reader } = this.#database;
    if (!isId(registrationId)) throw notFound('the registration');
    const id = registrationId as Id<'Registration'>;
    const event = await eventOf(reader, id);
    if (!event) throw notFound('the registration');
    if (!mayReadStaffSide(viewer, event)) throw forbidden();
    return (await pageOfNotices(reader, id, window)).map(shown);
  }

  /** Throws FORBIDDEN to whoever is no staff of the branch. */
  async failed(branchId: string, viewer: Viewer, window: Window): Promise<RegistrationMessage[]> {
    if (!isId(branchId)) throw notFound('the branch');
    if (!hasRoleFor(viewer, branchId, 'LIBRARIAN', 'APPROVER')) throw forbidden();
    return (await pageOfFailed(this.#database.reader, branchId as Id<'Branch'>, window)).map(shown);
  }

  /** One that did not fail stays as it is, so that asked twice it is sent once. */
  async retry(input: RetryMessageInput, viewer: Viewer, language: Language): Promise<RegistrationMessage | KeyReused> {
    const { id } = input;
    const key = requestKey(input.key, { ...input, by: viewer.kind === 'person' ? viewer.id : null });
    return this.#database.transaction<RegistrationMessage | KeyReused>(async (tx) => {
      const before = isId(id) ? await noticeSent(tx, id as Id<'Notice'>) : undefined;
      const event = before && (await hostedEvent(tx, before));
      if (!before || !event) throw notFound('the message');
      if (!mayReadStaffSide(viewer, event)) throw forbidden();
      await lockScope(tx, before.id);
      const first = await answeredBefore(tx, before.id, key, language);
      if (first) return 'answer' in first ? (first.answer as RegistrationMessage) : first;
      if (await this.#mails.retry(tx, before.mailId)) {
        const thing = { kind: 'OutgoingMail', id: before.mailId };
        await record(tx, viewer, this.#clock.now(), { action: 'RETRY', thing });
      }
      const answer = shown((await noticeSent(tx, before.id)) ?? before);
      await keepAnswer(tx, before.id, key, answer, this.#clock.now());
      return answer;
    });
  }
}

async function eventOf(reader: Reader, id: Id<'Registration'>): Promise<EventRow | undefined> {
  const row = await findRegistration(reader, id);
  return row && (await subjectsOfRosters(reader, [row.rosterId])).get(row.rosterId)?.event;
}

/** The event whose staff a message concerns; none for what is told of no event. */
async function hostedEvent(reader: Reader, { registrationId, items }: NoticeSent): Promise<EventRow | undefined> {
  if (registrationId) return eventOf(reader, registrationId);
  const { wishId } = items;
  return wishId === undefined ? undefined : (await eventsOfWishes(reader, [wishId])).get(wishId);
}

function shown({ id, kind, registrationId, createdAt, mail }: NoticeSent): RegistrationMessage {
  return {
    ...{ id, kind, registrationId, createdAt, state: mail?.state ?? null, attempts: mail?.attempts ?? 0 },
    ...{ error: mail?.lastError ?? null, endedAt: mail?.endedAt ?? null },
  };
}
