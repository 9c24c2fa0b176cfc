import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RegistrationData } from '../registration/people/registration-data.ts';
import { deleteNoticesFor, noticesOf } from './notice.store.ts';

/** What was written to somebody who is registered: told with their data, and gone with it. */
@Injectable()
export class NoticePersonData implements OnModuleInit {
  readonly #data: RegistrationData;

  constructor(data: RegistrationData) {
    this.#data = data;
  }

  onModuleInit(): void {
    this.#data.register({ name: 'messages', read: noticesOf, erase: deleteNoticesFor });
  }
}
