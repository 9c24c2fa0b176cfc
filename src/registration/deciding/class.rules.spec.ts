import { describe, expect, it } from '@jest/globals';
import { ADULT_NAME, adultsNeeded, CLASS_LETTER, needsFault, PHONE, seatsOfClass, adultsWrong } from './class.rules.ts';

describe('the seats of a class', () => {
  it.each([
    [true, 28, 2, 30],
    [true, 1, 0, 1],
    [false, 28, 2, 28],
    [false, 1, 5, 1],
  ])('with adults counted %s: %d pupils and %d adults take %d', (adultsCount, pupils, adults, seats) => {
    expect(seatsOfClass({ adultsCount }, pupils, adults)).toBe(seats);
  });
});

describe('the adults of a class', () => {
  it.each([
    [null, 500, 0],
    [10, 1, 1],
    [10, 10, 1],
    [10, 11, 2],
    [10, 28, 3],
    [15, 30, 2],
    [1, 7, 7],
  ])('one for %s pupils: %d need %d', (pupilsPerAdult, pupils, needed) => {
    expect(adultsNeeded({ pupilsPerAdult }, pupils)).toBe(needed);
  });

  it('is refused one too few, and told how many it takes', () => {
    const roster = { pupilsPerAdult: 10 };
    expect(adultsWrong(roster, 21, 2, 'uk')).toEqual({
      ...{ kind: 'TooFewAdults', needed: 3, message: expect.stringContaining('дорослих: 3') },
    });
    expect(adultsWrong(roster, 21, 2, 'en')?.message).toContain('At least so many adults');
    expect(adultsWrong(roster, 21, 3, 'uk')).toBeNull();
    expect(adultsWrong(roster, 20, 2, 'uk')).toBeNull();
    expect(adultsWrong({ pupilsPerAdult: null }, 500, 0, 'uk')).toBeNull();
  });
});

describe('a class', () => {
  it.each([...'АБВГҐЄІЇЩЮЯ'])('may have the letter %s', (letter) => {
    expect(CLASS_LETTER.test(letter)).toBe(true);
  });

  it.each(['A', 'B', 'а', 'Ы', 'Ё', 'Ь', 'АБ', '', '1', 'А ', 'Іван'])('has no letter %j', (letter) => {
    expect(CLASS_LETTER.test(letter)).toBe(false);
  });
});

describe('who brings it', () => {
  it.each([
    ...['Олена', 'Іваненко Олена Петрівна', 'Марія-Луїза О’Коннор', 'Dr. O. Ivanenko', 'Лук’яненко В. В.'],
    'Ана Марія де ла Крус',
  ])('may be %s', (name) => {
    expect(ADULT_NAME.test(name)).toBe(true);
  });

  it.each([
    ...['Олена, учні: Іван, Петро', 'Олена; Іван', 'Олена\nІван', 'Олена 2', 'Олена + Іван', 'олена', '', ' Олена'],
    ...[
      'Олена  Іваненко',
      'Іван Петро Марія Олена Ганна Юрій',
      '<b>Олена</b>',
      '=SUM(A1)',
      'Олена (9-А)',
      'Олена/Іван',
    ],
  ])('is not named %j', (name) => {
    expect(ADULT_NAME.test(name)).toBe(false);
  });

  it.each(['+380 44 123 45 67', '(044) 123-45-67', '0441234567'])('has a telephone %s', (phone) => {
    expect(PHONE.test(phone)).toBe(true);
  });

  it.each(['12', 'Іван 0441234567', '044 123 45 67 Петро', '', '+380\n44'])('has no telephone %j', (phone) => {
    expect(PHONE.test(phone)).toBe(false);
  });
});

describe('its needs', () => {
  it.each([
    [[], null],
    [[['WHEELCHAIR', 30]], null],
    [
      [
        ['WHEELCHAIR', 1],
        ['STEP_FREE', 2],
      ],
      null,
    ],
    [[['WHEELCHAIR', 31]], 'needs must not be of more people than come'],
    [
      [
        ['WHEELCHAIR', 1],
        ['WHEELCHAIR', 2],
      ],
      'needs must name each need once',
    ],
  ] as const)('%j of 30 people', (needs, fault) => {
    const read = needs.map(([need, count]) => ({ need, count }));
    expect(needsFault(read, 30)).toBe(fault);
  });
});
