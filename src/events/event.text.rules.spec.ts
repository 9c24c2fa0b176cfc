import { describe, expect, it } from '@jest/globals';
import { cleanLine, cleanText, isBlank } from '../platform/text/text.rules.ts';
import { searchKey, searchWords } from './event.text.rules.ts';

describe('text as it is kept', () => {
  it.each([
    ['  Година   казки ', 'Година казки'],
    ['Година\nказки\tй гри', 'Година казки й гри'],
    ['дзвін\u0007ок', 'дзвінок'],
    ['\u202eобернене\u202c', 'обернене'],
    ['сои\u0306ка', 'сойка'],
    ['👩‍🏫 урок', '👩‍🏫 урок'],
    ['пів\ud83d', 'пів\ufffd'],
    ['\u0000', ''],
  ])('one line: %j', (given, kept) => {
    expect(cleanLine(given)).toBe(kept);
  });

  it.each([
    ['перший\r\nдругий\rтретій\u2028четвертий', 'перший\nдругий\nтретій\nчетвертий'],
    ['\n\nабзац\n\nабзац\u0000\u000b\u007f\n', 'абзац\n\nабзац'],
  ])('several lines: %j', (given, kept) => {
    expect(cleanText(given)).toBe(kept);
  });

  it.each([
    ['', true],
    [' \u00a0\u3000\n', true],
    ['\u200d', true],
    ['?', false],
    ['Ї', false],
    ['🎉', false],
  ])('%j is blank: %s', (text, blank) => {
    expect(isBlank(text)).toBe(blank);
  });
});

describe('text as it is searched', () => {
  it.each([
    ['КАЗКА', 'казка'],
    ['ґанок', 'ганок'],
    ["пам'ять", 'пам’ять'],
    ["пам'ять", 'память'],
    ['онлайн – лекція', 'онлайн-лекція'],
    ['«Захід»', 'Захід'],
    ['за́хід', 'захід'],
    ['Їжак', 'їжак'],
    ['и\u0306ти', 'йти'],
  ])('%j is found by %j', (one, other) => {
    expect(searchKey(one)).toBe(searchKey(other));
  });

  it('keeps letters apart that are different letters', () => {
    expect(searchKey('їжак')).not.toBe(searchKey('іжак'));
    expect(searchKey('йти')).not.toBe(searchKey('ити'));
  });

  it('takes each word once, and none from marks alone', () => {
    expect(searchWords('  Лекція —  лекція: книга-гра (50%!) ')).toEqual(['лекція', 'книга', 'гра', '50%']);
    expect(searchWords(' — ')).toEqual([]);
  });
});
