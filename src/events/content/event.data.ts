import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../identity/personal-data.ts';
import { eventsBy } from './event.parts.store.ts';
import { exhibitionDaysBy } from './exhibition.store.ts';

/** What events hold on a person: which they wrote, and what they counted. What holds only the id holds a pseudonym. */
@Injectable()
export class EventData implements OnModuleInit {
  readonly #data: PersonalData;

  constructor(data: PersonalData) {
    this.#data = data;
  }

  onModuleInit(): void {
    this.#data.register({ name: 'events', read: eventsBy });
    this.#data.register({ name: 'exhibitionDays', read: exhibitionDaysBy });
  }
}
