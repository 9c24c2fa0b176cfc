import { describe, expect, it } from '@jest/globals';
import { formatInZone, instantFromMillis } from './instant.ts';
import { textInZone } from './zone.text.ts';

describe('textInZone', () => {
  it.each([
    'Europe/Kyiv',
    'Europe/Lisbon',
    'America/New_York',
    'Asia/Kathmandu',
    'Pacific/Chatham',
    'utc',
    'Pacific/Apia',
  ])('says in %s what luxon says, hour by hour around every change of clocks', (zone) => {
    const starts = ['2019-01-01T00:00:00Z', '2026-03-25T00:00:00Z', '2026-10-22T00:00:00.123Z', '2011-12-28T00:00:00Z'];
    for (const start of starts) {
      for (let half = 0; half < 24 * 2 * 14; half += 1) {
        const instant = instantFromMillis(Date.parse(start) + half * 1_800_000);
        expect(textInZone(instant, zone)).toBe(formatInZone(instant, zone));
      }
    }
  });
});
