import { expect, it } from '@jest/globals';
import type { Wish } from '../bookings/wish.rules.ts';
import type { Difference } from './alternative.rules.ts';
import { reasonFor } from './alternative.text.rules.ts';

const wishOf = (capacity: number) =>
  ({
    room: { nameUk: 'Зала', nameEn: 'Hall' },
    branch: { nameUk: 'Бібліотека', nameEn: 'Library' },
    layout: { capacity },
    time: { startLocal: '2019-04-17T15:00:00' },
    // A whole wish is rows of five tables: no sentence tells more of them than this.
  }) as unknown as Wish;

it.each<[Difference[], string, string]>([
  [[{ kind: 'OTHER_DAY', by: 1 }], 'на 1 день пізніше, у той самий час', '1 day later, at the same time'],
  [[{ kind: 'OTHER_DAY', by: -3 }], 'на 3 дні раніше, у той самий час', '3 days earlier, at the same time'],
  [[{ kind: 'OTHER_DAY', by: 11 }], 'на 11 днів пізніше, у той самий час', '11 days later, at the same time'],
  [
    [
      { kind: 'OTHER_DAY', by: 2 },
      { kind: 'EARLIER', by: 30 },
    ],
    'на 2 дні пізніше; за годинником на 30 хвилин раніше',
    '2 days later; 30 min earlier by the clock',
  ],
  [[{ kind: 'LATER', by: 1 }], 'на 1 хвилину пізніше', '1 min later'],
  [[{ kind: 'LATER', by: 22 }], 'на 22 хвилини пізніше', '22 min later'],
  [[{ kind: 'LATER', by: 60 }], 'на 1 годину пізніше', '1 h later'],
  [[{ kind: 'EARLIER', by: 195 }], 'на 3 години 15 хвилин раніше', '3 h 15 min earlier'],
  [[{ kind: 'LATER', by: 555 }], 'на 9 годин 15 хвилин пізніше', '9 h 15 min later'],
  [[{ kind: 'SHORTER', by: 240 }], 'коротше на 4 години', 'shorter by 4 h'],
  [[{ kind: 'SMALLER', by: 21 }], 'менше на 21 місце', 'smaller by 21'],
  [[{ kind: 'LARGER', by: 2 }], 'більше на 2 місця', 'larger by 2'],
])('puts %j into words', (differences, uk, en) => {
  expect(reasonFor('SAME_ROOM', wishOf(40), differences, 'uk')).toBe(
    `Зала, 17.04.2019 15:00, місць 40: те саме приміщення; ${uk}.`,
  );
  expect(reasonFor('SAME_ROOM', wishOf(40), differences, 'en')).toBe(
    `Hall, 17.04.2019 15:00, 40 places: the same room; ${en}.`,
  );
});

it('has one place and many places', () => {
  expect(reasonFor('OTHER_ROOM', wishOf(1), [], 'en')).toContain(', 1 place:');
});
