import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hashOf } from '../identity/secret.ts';
import { RegistrationData } from '../registration/people/registration-data.ts';
import { deleteFollowsOf, followsOf } from './follow.store.ts';
import { deleteMutesOf, mutesOf } from './mute.store.ts';
import { deleteNoticesFor, noticesOf } from './notice.store.ts';

/** What was written to somebody who is registered, what they follow and want no more: told with their data, and gone with it. */
@Injectable()
export class NoticePersonData implements OnModuleInit {
  readonly #data: RegistrationData;

  constructor(data: RegistrationData) {
    this.#data = data;
  }

  onModuleInit(): void {
    this.#data.register({
      name: 'messages',
      read: (reader, { registrationIds }) => noticesOf(reader, registrationIds),
      erase: deleteNoticesFor,
    });
    this.#data.register({
      name: 'follows',
      read: async (reader, { email }) => (email === null ? [] : followsOf(reader, email)),
      eraseAddress: deleteFollowsOf,
    });
    this.#data.register({
      name: 'unsubscribedFrom',
      read: async (reader, { email }) => (email === null ? [] : mutesOf(reader, hashOf(email))),
      eraseAddress: (tx, email) => deleteMutesOf(tx, hashOf(email)),
    });
  }
}
