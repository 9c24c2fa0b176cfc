import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../identity/personal-data.ts';
import { bookingsAskedBy, forgetContacts, seriesAskedBy } from './booking.list.store.ts';

/** What bookings hold on a person: what they asked for, and whom to ask about it. */
@Injectable()
export class BookingData implements OnModuleInit {
  readonly #data: PersonalData;

  constructor(data: PersonalData) {
    this.#data = data;
  }

  onModuleInit(): void {
    this.#data.register({ name: 'bookings', read: bookingsAskedBy, erase: forgetContacts });
    this.#data.register({ name: 'bookingSeries', read: seriesAskedBy });
  }
}
