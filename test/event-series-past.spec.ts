// Dates that are over by now: a draft may have them, and of what everybody reads none comes into being.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventSeriesLab, times } from './event-series-lab.ts';
import { LIBRARIAN, type Made } from './programme-lab.ts';
import { must } from './session-lab.ts';

let lab: EventSeriesLab;
beforeAll(async () => {
  lab = await EventSeriesLab.start();
});
afterEach(() => lab.app.clock.set('2019-03-01T08:00:00Z'));
afterAll(() => lab.app.stop());

const NOW = '2019-04-15T08:00:00Z';
const AT_BRANCH = { atBranch: true };
const EXHIBITION = { kind: 'EXHIBITION' };

/** An exhibition on 15 April 2019; published, its one date was called off. */
async function exhibition(isPublished: boolean): Promise<Made> {
  if (!isPublished) {
    const made = await lab.draft(EXHIBITION);
    lab.app.clock.set(NOW);
    return made;
  }
  const { event, session } = await lab.announced({ place: AT_BRANCH }, EXHIBITION);
  must(await lab.take('CANCEL', session.id));
  lab.app.clock.set(NOW);
  return lab.programme(event.id);
}

/** Wednesdays from 3 April 2019 on, of which the first two are over, for whatever mode. */
const wednesdays = ({ id, version }: Made, parts: Record<string, unknown> = {}) =>
  lab.wednesdays({ id, version }, '', { rule: 'FREQ=WEEKLY;COUNT=4', place: AT_BRANCH, ...parts });
const part = (startDate: string) => ({ startDate, startTime: '15:00', endTime: '16:30', place: AT_BRANCH });
const course = ({ id, version }: Made, dates: readonly string[]) => ({
  ...{ eventId: id, version, sessions: dates.map(part) },
});
/** How many dates fit and are over, before anything is scheduled. */
async function foreseen(input: Record<string, unknown>) {
  const counts = `query ($input: EventSeriesInput!) { previewEventSeries(input: $input) {
    ... on EventSeriesPreview { counts { dates fits over } } } }`;
  const { previewEventSeries: seen } = await lab.data<{ previewEventSeries: { counts: object } }>(
    counts,
    { input },
    LIBRARIAN,
  );
  return seen.counts;
}
const liveDates = async ({ id }: Made) =>
  (await lab.programme(id)).sessions.filter(({ happeningStatus }) => happeningStatus !== 'CANCELLED');

describe('of a published event', () => {
  it('a series has them as little as a single session', async () => {
    const event = await exhibition(true);
    const single = await lab.schedule(event.id, { startDate: '2019-04-10', place: AT_BRANCH });
    expect(single.kind).toBe('SessionOver');
    const told = await lab.scheduleSeries(wednesdays(event, { mode: 'ALL_OR_NOTHING' }));
    expect(told).toMatchObject({ kind: 'SessionOver', message: `03.04.2019: ${single.message}` });
    expect(await liveDates(event)).toEqual([]);
    expect((await lab.programme(event.id)).version).toBe(event.version);
  });

  it('a series keeps them to be placed where what fits is scheduled, as its preview says', async () => {
    const event = await exhibition(true);
    const preview = await lab.previewSeries(wednesdays(event));
    expect(preview.dates.map(({ verdict }) => verdict)).toEqual(['OVER', 'OVER', 'FITS', 'FITS']);
    expect(await foreseen(wednesdays(event))).toEqual({ dates: 4, fits: 2, over: 2 });
    const { sessions } = must(await lab.scheduleSeries(wednesdays(event)));
    const dates = sessions.filter(({ happeningStatus }) => happeningStatus !== 'CANCELLED');
    expect(times(dates)).toEqual(['04-03 15:00', '04-10 15:00', '04-17 15:00', '04-24 15:00']);
    expect(dates.map(({ standing }) => standing)).toEqual(['TO_PLACE', 'TO_PLACE', 'SCHEDULED', 'SCHEDULED']);
    expect(dates[0]!.staff!.brokenKinds).toEqual(['SessionOver']);
    expect(await lab.placeIn(dates[0]!, { place: AT_BRANCH })).toMatchObject({ kind: 'SessionOver' });
    const placed = must(await lab.placeIn(dates[0]!, { startDate: '2019-04-18', place: AT_BRANCH }));
    expect(placed).toMatchObject({ standing: 'SCHEDULED', startDate: '2019-04-18' });
  });

  it('a series of nothing else is none', async () => {
    const event = await exhibition(true);
    const told = await lab.scheduleSeries(wednesdays(event, { rule: 'FREQ=WEEKLY;COUNT=2' }));
    expect(told.kind).toBe('SessionOver');
    expect(await liveDates(event)).toEqual([]);
  });

  it('a series keeps the date that it had', async () => {
    const { event, session } = await lab.announced({ ...part('2019-04-03') }, EXHIBITION);
    lab.app.clock.set(NOW);
    const { sessions } = must(await lab.scheduleSeries(wednesdays(await lab.programme(event.id))));
    expect(sessions[0]).toMatchObject({ id: session.id, standing: 'SCHEDULED' });
    expect(sessions.map(({ standing }) => standing)).toEqual(['SCHEDULED', 'TO_PLACE', 'SCHEDULED', 'SCHEDULED']);
  });

  it('a course has none, and one that runs gets no more of them', async () => {
    const event = await exhibition(true);
    const told = await lab.scheduleCourse(course(event, ['2019-04-17', '2019-04-10']));
    expect(told).toMatchObject({ kind: 'SessionOver', message: expect.stringMatching(/^10\.04\.2019: /) });
    expect(await liveDates(event)).toEqual([]);
    const made = must(await lab.scheduleCourse(course(event, ['2019-04-17', '2019-04-24'])));
    expect((await lab.scheduleCourse(course(made, ['2019-04-11']))).kind).toBe('SessionOver');
    expect(times(await liveDates(event))).toEqual(['04-17 15:00', '04-24 15:00']);
  });
});

describe('of a draft', () => {
  it('they are written down afterwards', async () => {
    const series = await exhibition(false);
    expect(await foreseen(wednesdays(series))).toEqual({ dates: 4, fits: 4, over: 0 });
    must(await lab.scheduleSeries(wednesdays(series, { mode: 'ALL_OR_NOTHING' })));
    const dates = await liveDates(series);
    expect(dates.map(({ standing }) => standing)).toEqual(Array(4).fill('SCHEDULED'));
    const whole = await exhibition(false);
    must(await lab.scheduleCourse(course(whole, ['2019-04-03', '2019-04-10'])));
    expect(await liveDates(whole)).toHaveLength(2);
  });
});
