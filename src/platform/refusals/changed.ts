import type { Id } from '../ids/id.ts';
import type { Language } from '../language/language.ts';
import type { Instant } from '../time/instant.ts';

/** A thing as it is now, and the name of its GraphQL type. */
export interface CurrentThing {
  readonly __typename: string;
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Instant;
}

/** Somebody else wrote between the viewer's reading and writing; nothing was changed. */
export interface ChangedMeanwhile {
  readonly kind: 'ChangedMeanwhile';
  readonly message: string;
  /** Who changed it last; null for the program itself. Their name is told by identity/. */
  readonly byId: Id<'Person'> | null;
  readonly at: Instant;
  readonly current: CurrentThing;
}

export function changedMeanwhile(
  current: CurrentThing,
  byId: Id<'Person'> | null,
  language: Language,
): ChangedMeanwhile {
  return {
    kind: 'ChangedMeanwhile',
    message:
      language === 'uk'
        ? 'Хтось змінив це тим часом. Подивіться, що є тепер, і повторіть правку.'
        : 'Somebody changed this meanwhile. Look at what it is now, and repeat your edit.',
    byId,
    at: current.updatedAt,
    current,
  };
}
