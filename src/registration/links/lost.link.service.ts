import { Inject, Injectable } from '@nestjs/common';
import { readEmail } from '../../identity/email.rules.ts';
import type { TooManyAttempts } from '../../identity/limit.rules.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { RosterDesk } from '../deciding/desk.ts';
import { DoorLimit } from '../deciding/door.limit.ts';
import type { KeyReused } from '../deciding/refusal.rules.ts';
import { requestKey } from '../deciding/request.key.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { liveUnderAddress } from '../record/registration.store.ts';
import { isLive } from '../record/seats.rules.ts';
import { linkExpiry } from './link.rules.ts';
import type { SendMyLinkInput } from './lost.link.types.ts';

/** From where a request came. */
export interface LinkAskedFrom extends Asking {
  /** The client's address, for the limit alone. */
  readonly address: string;
}

/** What everybody hears who asks, registered or not. */
export interface LinkSent {
  readonly kind: 'LinkSent';
  readonly text: string;
}

function linkSent(language: Language): LinkSent {
  const text = {
    uk: 'Якщо на цю адресу є заявка, лист із посиланням уже в дорозі. Нового листа не надсилаємо частіше, ніж раз на годину: перевірте також спам.',
    en: 'If there is a registration under this address, a mail with the link is on its way. It is sent once an hour at most: look among the spam, too.',
  };
  return { kind: 'LinkSent', text: text[language] };
}

/** Links that were lost, mailed again to the address they are for. */
@Injectable()
export class LostLinkService {
  readonly #database: Database;
  readonly #desk: RosterDesk;
  readonly #limit: DoorLimit;

  constructor(@Inject(Database) database: Database, desk: RosterDesk, limit: DoorLimit) {
    this.#database = database;
    this.#desk = desk;
    this.#limit = limit;
  }

  /**
   * Says the same whoever is registered, so that nobody learns it of others. Throws NOT_FOUND for no roster, BAD_USER_INPUT
   * for what is no address.
   */
  async send(input: SendMyLinkInput, asking: LinkAskedFrom): Promise<LinkSent | KeyReused | TooManyAttempts> {
    const email = readEmail(input.email);
    if (!email) throw invalidInput('email must be one plain address', { argument: 'email' });
    if (!isId(input.rosterId)) throw notFound('the roster');
    const slow = this.#limit.admit(asking.address, asking.language);
    if (slow) return slow;
    const rosterId = input.rosterId as Id<'Roster'>;
    const ids = await liveUnderAddress(this.#database.reader, rosterId, email);
    return this.#desk.ask<LinkSent>(rosterId, {
      asking,
      key: requestKey(input.key, { ...input, act: 'SEND_LINK' }),
      registrationIds: ids,
      decide: (scene) => {
        for (const id of ids) tellAgain(scene, id, email, asking);
        return linkSent(asking.language);
      },
    });
  }
}

/** While the link of a first mail would be good; the window of registration has nothing to do with it. */
function tellAgain(scene: Scene, id: Id<'Registration'>, email: string, { at }: Asking): void {
  const row = scene.find(id);
  const endsAt = scene.subject.event.lastEndsAt ?? scene.subject.session?.endsAt ?? at;
  const isGood = row?.email === email && isLive(row) && linkExpiry('MANAGE', row, endsAt) > at;
  if (isGood) scene.tell('ALREADY', row);
}
