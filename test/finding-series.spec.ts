// Ways out of the dates of a series that have no time at all.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SeriesLab, single, wednesdays } from './series-lab.ts';

let lab: SeriesLab;
beforeAll(async () => {
  lab = await SeriesLab.start();
});
afterAll(() => lab.app.stop());

const nightly = (roomId: string) =>
  wednesdays(roomId, {
    ...{ startDate: '2026-03-22', startTime: '03:30', endTime: '05:00', rule: 'FREQ=WEEKLY;COUNT=3' },
  });

it('offers the same room from the next time that comes, where the clocks skip the hour', async () => {
  const roomId = await lab.aRoom();
  const { dates } = await lab.preview(nightly(roomId));
  expect(dates.map(({ verdict, alternatives }) => [verdict, alternatives?.length])).toEqual([
    ['FITS', 0],
    ['NO_SUCH_TIME', 1],
    ['FITS', 0],
  ]);
  expect(dates[1]?.alternatives).toEqual([
    {
      ...{ kind: 'SAME_ROOM', room: { id: roomId }, start: '2026-03-29T04:00:00+03:00' },
      differences: [{ kind: 'LATER', by: 30 }],
    },
  ]);
});

it('offers the nearest free times around it where that one is taken', async () => {
  const roomId = await lab.aRoom();
  await lab.bookRoom(single(roomId, '2026-03-29', '04:00', '06:00'));
  const { dates } = await lab.preview(nightly(roomId));
  expect(dates[1]?.alternatives?.map(({ start, differences }) => [start, differences])).toEqual([
    ['2026-03-29T01:15:00+02:00', [{ kind: 'EARLIER', by: 135 }]],
    ['2026-03-29T06:30:00+03:00', [{ kind: 'LATER', by: 180 }]],
  ]);
});
