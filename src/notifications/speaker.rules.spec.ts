import { expect, it } from '@jest/globals';
import { ADULTS, counted, DATES, PLACES, PUPILS, speakerOf } from './speaker.rules.ts';

it.each([
  [0, '0 місць', '0 places'],
  [1, '1 місце', '1 place'],
  [2, '2 місця', '2 places'],
  [4, '4 місця', '4 places'],
  [5, '5 місць', '5 places'],
  [11, '11 місць', '11 places'],
  [14, '14 місць', '14 places'],
  [21, '21 місце', '21 places'],
  [32, '32 місця', '32 places'],
  [111, '111 місць', '111 places'],
])('counts %i: %s, %s', (count, uk, en) => {
  expect([counted(count, PLACES, speakerOf('uk')), counted(count, PLACES, speakerOf('en'))]).toEqual([uk, en]);
});

it.each([
  [PUPILS, '1 учень, 3 учні, 28 учнів', '1 pupil, 3 pupils, 28 pupils'],
  [ADULTS, '1 дорослий, 3 дорослих, 28 дорослих', '1 adult, 3 adults, 28 adults'],
  [DATES, '1 дата, 3 дати, 28 дат', '1 date, 3 dates, 28 dates'],
])('counts people and dates: %j', (noun, uk, en) => {
  const told = (language: 'uk' | 'en') =>
    [1, 3, 28].map((count) => counted(count, noun, speakerOf(language))).join(', ');
  expect([told('uk'), told('en')]).toEqual([uk, en]);
});
