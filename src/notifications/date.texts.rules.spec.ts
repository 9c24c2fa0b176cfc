import { describe, expect, it } from '@jest/globals';
import type { Language } from '../platform/language/language.ts';
import { instantFromMillis, parseInstant } from '../platform/time/instant.ts';
import { untilText, whenText } from './date.texts.rules.ts';
import { speakerOf } from './speaker.rules.ts';

const at = (text: string) => parseInstant(text) ?? instantFromMillis(Number.NaN);

describe('when', () => {
  it.each<[string, string, string, Language, string]>([
    [
      '2019-04-24T11:00:00+03:00',
      '2019-04-24T11:45:00+03:00',
      'Europe/Kyiv',
      'uk',
      'середа, 24 квітня 2019, 11:00–11:45',
    ],
    [
      ...(['2019-04-24T11:00:00+03:00', '2019-04-24T11:45:00+03:00', 'Europe/Kyiv', 'en'] as const),
      'Wednesday, 24 April 2019, 11:00–11:45',
    ],
    // The day is that of the zone, whatever the day of UTC.
    [
      '2026-01-01T00:30:00+02:00',
      '2026-01-01T01:30:00+02:00',
      'Europe/Kyiv',
      'uk',
      'четвер, 1 січня 2026, 00:30–01:30',
    ],
    [
      ...(['2026-03-28T22:00:00+02:00', '2026-03-29T06:00:00+03:00', 'Europe/Kyiv', 'uk'] as const),
      'субота, 28 березня 2026, 22:00 – неділя, 29 березня 2026, 06:00',
    ],
    [
      ...(['2026-06-01T17:00:00+02:00', '2026-06-01T18:00:00+02:00', 'Europe/Warsaw', 'uk'] as const),
      'понеділок, 1 червня 2026, 17:00–18:00 (часовий пояс Europe/Warsaw)',
    ],
    [
      ...(['2026-06-01T17:00:00+02:00', '2026-06-01T18:00:00+02:00', 'Europe/Warsaw', 'en'] as const),
      'Monday, 1 June 2026, 17:00–18:00 (time zone Europe/Warsaw)',
    ],
    // The clocks go back over this hour, and it happens twice.
    [
      ...(['2026-10-25T03:30:00+03:00', '2026-10-25T04:30:00+02:00', 'Europe/Kyiv', 'uk'] as const),
      'неділя, 25 жовтня 2026, 03:30 (UTC+03:00)–04:30',
    ],
    [
      ...(['2026-10-25T03:30:00+03:00', '2026-10-25T03:30:00+02:00', 'Europe/Kyiv', 'en'] as const),
      'Sunday, 25 October 2026, 03:30 (UTC+03:00)–03:30 (UTC+02:00)',
    ],
  ])('%s to %s in %s, in %s: %s', (startsAt, endsAt, zone, language, told) => {
    expect(whenText({ startsAt: at(startsAt), endsAt: at(endsAt), zone }, speakerOf(language))).toBe(told);
  });

  it('has every month in the genitive', () => {
    const told = Array.from({ length: 12 }, (_, month) => {
      const instant = at(`2026-${String(month + 1).padStart(2, '0')}-15T12:00:00Z`);
      return whenText({ startsAt: instant, endsAt: instant, zone: 'Europe/Kyiv' }, speakerOf('uk')).split(' ')[2];
    });
    expect(told.join(' ')).toBe(
      'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня',
    );
  });
});

it.each<[string, string, Language, string]>([
  ['2026-06-01T10:00:00Z', 'Europe/Kyiv', 'uk', 'до понеділка, 1 червня 2026, 13:00'],
  ['2026-06-02T10:00:00Z', 'Europe/Kyiv', 'uk', 'до вівторка, 2 червня 2026, 13:00'],
  ['2026-06-03T10:00:00Z', 'Europe/Kyiv', 'uk', 'до середи, 3 червня 2026, 13:00'],
  ['2026-06-04T10:00:00Z', 'Europe/Kyiv', 'uk', 'до четверга, 4 червня 2026, 13:00'],
  ['2026-06-05T10:00:00Z', 'Europe/Kyiv', 'uk', 'до п’ятниці, 5 червня 2026, 13:00'],
  ['2026-06-06T10:00:00Z', 'Europe/Kyiv', 'uk', 'до суботи, 6 червня 2026, 13:00'],
  ['2026-06-07T10:00:00Z', 'Europe/Kyiv', 'uk', 'до неділі, 7 червня 2026, 13:00'],
  ['2026-06-07T10:00:00Z', 'Europe/Warsaw', 'uk', 'до неділі, 7 червня 2026, 12:00 (часовий пояс Europe/Warsaw)'],
  ['2026-06-07T10:00:00Z', 'Europe/Kyiv', 'en', 'until Sunday, 7 June 2026, 13:00'],
])('until %s in %s, in %s: %s', (instant, zone, language, told) => {
  expect(untilText({ at: at(instant), zone }, speakerOf(language))).toBe(told);
});
