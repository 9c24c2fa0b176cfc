import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../identity/personal-data.ts';
import { reviewsBy } from './review.store.ts';

/** What reviews hold on a person: which steps they took, and what they said. Erased, the id is left as a pseudonym. */
@Injectable()
export class ReviewData implements OnModuleInit {
  readonly #data: PersonalData;

  constructor(data: PersonalData) {
    this.#data = data;
  }

  onModuleInit(): void {
    this.#data.register({ name: 'eventReviews', read: reviewsBy });
  }
}
