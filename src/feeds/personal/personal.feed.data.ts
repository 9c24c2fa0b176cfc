import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../identity/personal-data.ts';
import { deleteFeedsOf, feedsOf } from './personal.feed.store.ts';

/** Somebody's own calendars: told with their data, and gone with it. Of a secret only that there is one. */
@Injectable()
export class PersonalFeedData implements OnModuleInit {
  readonly #data: PersonalData;

  constructor(data: PersonalData) {
    this.#data = data;
  }

  onModuleInit(): void {
    this.#data.register({
      name: 'personalFeeds',
      read: async (reader, id) => (await feedsOf(reader, id)).map(({ secretHash: _, ...feed }) => feed),
      erase: deleteFeedsOf,
    });
  }
}
