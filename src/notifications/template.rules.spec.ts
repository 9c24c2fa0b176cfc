import { describe, expect, it } from '@jest/globals';
import { fill, unknownPlaceholders } from './template.rules.ts';

const VALUES = { title: 'Урок {name} $&', when: 'середа', place: 'Зала', name: 'Олена\r\nBcc: x' };

describe('own words', () => {
  it.each([
    ['', ''],
    ['Без нічого.', 'Без нічого.'],
    ['{title}', 'Урок {name} $&'],
    ['{name}, приходьте: {when}, {place}.', 'Олена Bcc: x, приходьте: середа, Зала.'],
    ['{when}{when}', 'середасереда'],
    // Nothing but the four names, as they are written.
    ['{Title} { title } {title.length} {email} {}', '{Title} { title } {title.length} {email} {}'],
    ['{constructor} {__proto__} {toString}', '{constructor} {__proto__} {toString}'],
    ['${title} %s {{title}} {{{place}}}', '$Урок {name} $& %s {title} {Зала}'],
    ['{ {title', '{ {title'],
    ['title} }', 'title} }'],
    ['{ti\ntle}', '{ti\ntle}'],
    ['<b>{place}</b>', '<b>Зала</b>'],
    ['Два\nрядки', 'Два\nрядки'],
  ])('%j become %j', (template, filled) => {
    expect(fill(template, VALUES)).toBe(filled);
  });

  it.each<[string, string[]]>([
    ['{title} {when} {place} {name}', []],
    ['{{email}}', []],
    ['{email} {Title} {email}', ['email', 'Title']],
    ['{}', ['']],
    ['{constructor}', ['constructor']],
  ])('%j have unknown names: %j', (template, names) => {
    expect(unknownPlaceholders(template)).toEqual(names);
  });
});
