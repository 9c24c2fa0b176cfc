import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SEARCH_VERSION, searchText, searchWords } from './search.rules.ts';

/** As the database does it: `search_text like '% ' || word || '%'`, for every word. */
function finds(looked: string, stored: string | readonly (string | null)[]): boolean {
  const text = searchText(typeof stored === 'string' ? [stored] : stored);
  return searchWords(looked).every((word) => text.includes(` ${word}`));
}

describe('a search finds', () => {
  it.each([
    ['КАЗКА', 'казка'],
    ["пам'ять", 'пам’ять'],
    ['памʼять', "пам'ять"],
    ['память', 'пам‘ять'],
    ['ганок', 'ґанок'],
    ['ґудзик', 'гудзик'],
    ['онлайн-лекція', 'онлайн – лекція'],
    ['онлайн лекція', 'онлайн-лекція'],
    ['«Захід»', 'Захід'],
    ['захід', 'за́хід'],
    ['йти', 'и\u0306ти'],
    ['їжак', 'Їжак'.normalize('NFD')],
    ['бібліотека', 'Бiблiотека iменi Лесi'],
    ['Єднання', 'Газета «Єднання»'],
    ['2019', 'Плани на 2019-й рік'],
    ['казка', 'Година казки в бібліотеці'],
    ['казк', 'Година казки'],
    ['бібліо', 'бібліотека'],
    ['лекція', 'Цикл лекцій'],
    ['лекцій', 'Лекція про Київ'],
    ['лекції', 'лекціями'],
    ['бібліотека', 'у бібліотеці'],
    ['в бібліотеці', 'Бібліотека'],
    ['бібліотек', 'бібліотеку'],
    ['книга', 'у книзі'],
    ['книзі', 'Книга року'],
    ['казка', 'сім казок'],
    ['казок', 'казка'],
    ['хлопець', 'для хлопців'],
    ['пісні', 'Вечір пісень'],
    ['заходи', 'Захід для вчителів'],
    ['захід', 'Кілька заходів'],
    ['вечір', 'Літературні вечори'],
    ['творчість', 'до дня творчості'],
    ['Київ', 'Вулиці Києва'],
    ['школа', 'для шкіл'],
    ['читань', 'Читання вголос'],
    ['читання', 'громадських читань'],
    ['музей', 'Музеї міста'],
    ['мова', 'рідною мовою'],
    ['діти', 'для дітей'],
    ['гра', 'Настільні гри'],
    ['осіння', 'осінній бал'],
    ['український', 'українською'],
    ['прав дитини', 'Права дітей: година про права дитини'],
    ['biblioteka', 'Бібліотека'],
    ['biblioteky', 'Бібліотека'],
    ['biblioteka', 'у бібліотеці'],
    ['zakhody', 'Захід для вчителів'],
    ['Kyiv', 'Київ'],
    ['Yednannia', 'Єднання'],
    ['zghurskyi', 'Богдан Згурський'],
    ['Znamianka', 'Знам’янка'],
    ['yurieva', 'Юр’єва-Єлецька'],
    ['lektsii', 'лекція'],
    ['Galagan', 'Ґалаґан'],
    ['Halahan', 'Ґалаґан'],
    ['hra', 'гра'],
    ['story', 'Three stories'],
    ['libraries', 'Library night'],
    ['cafe', 'Café Zürich'],
    ['ніч у бібліотеці', 'Ніч в бібліотеці'],
    ['Харкова', 'Харків'],
    ['Чернігів', 'Музеї Чернігова'],
    ['Миколаєва', 'Миколаїв'],
    ['roku', 'року'],
    ['rik', 'Книга року'],
    ['у', 'у нас'],
    [' — ', 'будь-що'],
    ['', 'будь-що'],
  ])('%j in %j', (looked, stored) => {
    expect(finds(looked, stored)).toBe(true);
  });

  it('its words in different parts of what is searched', () => {
    expect(finds('лекція читачам', ['Лекція', null, 'для читачів'])).toBe(true);
  });
});

describe('a search does not find', () => {
  it.each([
    ['казка', 'казан'],
    ['лекція читання', 'Лекція про гриби'],
    ['рок', '2019 рік'],
    ['мова', 'мовчання'],
    ['їжак', 'їжа'],
    ['їжак', 'іжак'],
    ['отека', 'бібліотека'],
    ['кіт', 'кітель'],
    ['19', '2019'],
    ['Kyiv', 'Харків'],
    ['art', 'cart'],
    ['%', 'сто відсотків', true],
  ])('%j in %j', (looked, stored, nothing = false) => {
    expect(finds(looked, stored)).toBe(nothing);
  });
});

describe('what is looked for', () => {
  it('is each word once, without the little ones, cut to its stem, and whole when it is short', () => {
    expect(searchWords('  Лекція —  лекції: книга-гра, у бібліотеці (50%!) ')).toEqual([
      'лекц',
      'книг',
      'гр.',
      'бібліотец',
      '50.',
    ]);
  });

  it('holds no wildcard and nothing that is to be escaped', () => {
    expect(searchWords('50%_\\ a\'b"c * ?').join(' ')).toMatch(/^[\p{L}\p{N}. -]+$/u);
  });

  it('keeps the little words when there are no others', () => {
    expect(searchWords('і в')).toEqual(['і.', 'в.']);
  });
});

describe('what is stored', () => {
  it('is other than before only under another version, so that it is made anew', () => {
    const words =
      'Львова році днями учні ігри врожай ночі кота столи казок хлопців бібліотеці книзі Харків ім’я Ґалаґан читань їжак ' +
      'українською 2019 50% library stories café йти музеї вчителям осені Києва мово-літературний';
    const text = searchText(words.split(' '));
    const print = createHash('sha256').update(text).digest('hex').slice(0, 12);
    expect([SEARCH_VERSION, print]).toEqual([2, '01a7a6d771d9']);
  });

  it('has each form once, and none that begins another', () => {
    const forms = searchText(['Мова, мова, мови!', 'мовою']).trim().split(' ');
    expect(new Set(forms).size).toBe(forms.length);
    expect(forms.filter((form) => forms.some((other) => other !== form && other.startsWith(form)))).toEqual([]);
  });

  it('cuts what is no word any more', () => {
    expect(searchText(['ї'.repeat(5_000)]).length).toBeLessThan(500);
    expect(finds('ї'.repeat(200), 'ї'.repeat(5_000))).toBe(true);
  });

  it('is empty for nothing', () => {
    expect(searchText([null, '', ' — '])).toBe('');
  });
});
