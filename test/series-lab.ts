// The venues of venue-lab.ts, and the words in which tests speak of series of bookings.
import { newId } from '../src/platform/ids/id.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { bookings, bookingSeries, occupancies, seriesDates } from '../src/venues/bookings/booking.tables.ts';
import { holidays } from '../src/venues/hours/closure.tables.ts';
import { type Asking, startTestApp } from './app.ts';
import { layout, VenueLab } from './venue-lab.ts';

type Parts = Record<string, unknown>;

export interface Rule {
  kind: string;
  message: string;
  minutes?: number;
  purpose?: string | null;
  bookingId?: string;
  booked?: number;
  free?: number;
  parts?: { part: string; minutes: number }[];
}
export interface PreviewDate {
  startDate: string;
  start: string | null;
  end: string | null;
  verdict: string;
  nextValid: string | null;
  broken: Rule[];
  repeatedHours: { which: string; taken: string }[];
  alternatives?: {
    kind: string;
    room: { id: string };
    start: string;
    differences: { kind: string; by: number | null }[];
  }[];
}
export interface Preview {
  kind?: string;
  rule: string;
  dates: PreviewDate[];
  counts: Parts;
  [field: string]: unknown;
}
export interface Series {
  id: string;
  version: number;
  kind?: string;
  message?: string;
  broken?: Rule[];
  dates: {
    startDate: string;
    start: string | null;
    state: string;
    brokenKinds: string[];
    verdict: string;
    broken: Rule[];
    booking: { id: string; status: string; start: string; series: { id: string } | null; room: { id: string } } | null;
  }[];
  counts: Parts;
  [field: string]: unknown;
}

const BROKEN = `broken { kind message ... on Overlap { bookingId minutes purpose parts { part minutes } }
  ... on OverLimit { booked } ... on EquipmentShort { free } }`;
const DATE = `startDate start end verdict nextValid repeatedHours { which taken } ${BROKEN}
  alternatives(first: 3) { kind room { id } start differences { kind by } }`;
const PROBLEMS = `... on Refusal { kind message }
  ... on SeriesRuleWrong { problem part mostDates lastDate nextDate }`;
export const PREVIEW = `query ($input: SeriesInput!) { result: previewSeries(input: $input) {
  ... on SeriesPreview { rule counts { dates fits conflicts closed noSuchTime } dates { ${DATE} } } ${PROBLEMS} } }`;
const SERIES = `... on BookingSeries {
  id version rule purpose contact expectedPeople zone startDate startTime endDate endTime layout setUpMinutes
  tearDownMinutes room { id } branch { slug } equipment { quantity }
  counts { placed toPlace skipped dropped }
  dates { startDate start state brokenKinds booking { id status start room { id } series { id } } } }`;
export const BOOK = `mutation ($input: SeriesInput!, $mode: SeriesMode!) { result: bookSeries(input: $input, mode: $mode) {
  ${SERIES} ${PROBLEMS} ... on SeriesRefused { dates { ${DATE} } } } }`;
const OF_DATES = `... on Refusal { kind message } ... on BookingRefused { ${BROKEN} }
  ... on SeriesDateWrong { startDate state } ... on SkippedHour { nextValid } ... on ChangedMeanwhile { current { id version } }`;
export const PLACE = `mutation ($input: PlaceSeriesDateInput!) { result: placeSeriesDate(input: $input) { ${SERIES} ${OF_DATES} } }`;
export const ADD = `mutation ($input: AddSeriesDateInput!) { result: addSeriesDate(input: $input) { ${SERIES} ${OF_DATES} } }`;
export const DROP = `mutation ($seriesId: ID!, $startDate: LocalDate!, $version: Int!) {
  result: dropSeriesDate(seriesId: $seriesId, startDate: $startDate, version: $version) { ${SERIES}
  ... on Refusal { kind message } ... on SeriesDateWrong { startDate state } } }`;
export const CANCEL = `mutation ($id: ID!, $version: Int!, $reason: String!, $from: LocalDate) {
  result: cancelSeries(id: $id, version: $version, reason: $reason, from: $from) { ${SERIES} ... on Refusal { kind message } } }`;
export const READ = `query ($id: ID!) { result: bookingSeries(id: $id) { ${SERIES} } }`;
const BOOK_ROOM = `mutation ($input: BookRoomInput!) { result: bookRoom(input: $input) {
  ... on Booking { id } ... on Refusal { kind message } } }`;
export const CANCEL_ONE = `mutation ($id: ID!) { result: cancelBooking(id: $id, reason: "Не треба") {
  ... on Booking { id } ... on Refusal { kind message } } }`;

/** Wednesdays of the spring of 2019, 15:00–16:30. */
export const wednesdays = (roomId: string, parts: Parts = {}): Parts => ({
  ...{ roomId, layout: 'THEATRE', startDate: '2019-04-03', startTime: '15:00', endTime: '16:30' },
  ...{ expectedPeople: 40, purpose: 'Клуб', rule: 'FREQ=WEEKLY;UNTIL=20190626', ...parts },
});

/** One booking without buffers. */
export const single = (roomId: string, day: string, from: string, to: string, parts: Parts = {}): Parts => ({
  ...{ roomId, layout: 'THEATRE', startDate: day, startTime: from, endTime: to, expectedPeople: 10 },
  ...{ purpose: 'Зустріч', setUpMinutes: 0, tearDownMinutes: 0, ...parts },
});

export const states = ({ dates }: Series) =>
  Object.fromEntries(dates.map(({ startDate, state }) => [startDate, state]));
export const kinds = (rules: readonly Rule[]) => rules.map(({ kind }) => kind);

export class SeriesLab extends VenueLab {
  /** The clock stands at 2019-03-01 10:00 in Kyiv, and 2019-05-01 is a holiday. */
  static async start(): Promise<SeriesLab> {
    const lab = new SeriesLab(await startTestApp());
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    await lab.database.transaction((tx) =>
      tx.insert(holidays).values({ date: '2019-05-01', nameUk: 'День праці', nameEn: 'Labour Day' }),
    );
    return lab;
  }

  /** A room of its own for each test, so that none is in another's way. */
  aRoom(parts: Parts = {}, branchId = this.branches.central): Promise<string> {
    const layouts = [layout('THEATRE', 60, 30, 15)];
    return this.database.transaction((tx) =>
      this.addRoom(tx, branchId, layouts, { nameUk: `Зала ${newId()}`, ...parts }),
    );
  }

  async asked<Result>(query: string, variables: Parts, asking?: Asking): Promise<Result> {
    return (await this.data<{ result: Result }>(query, variables, asking)).result;
  }

  preview = (input: Parts, asking?: Asking) => this.asked<Preview>(PREVIEW, { input }, asking);
  book = (input: Parts, mode = 'FIT_AND_KEEP', asking?: Asking) => this.asked<Series>(BOOK, { input, mode }, asking);
  place = (input: Parts, asking?: Asking) => this.asked<Series>(PLACE, { input }, asking);
  drop = (variables: Parts) => this.asked<Series>(DROP, variables);
  cancel = (variables: Parts) => this.asked<Series>(CANCEL, variables);
  read = (id: string) => this.asked<Series | null>(READ, { id });
  bookRoom = (input: Parts) => this.asked<{ id: string; kind?: string }>(BOOK_ROOM, { input });

  /** How many rows there are of whatever a series writes. */
  written(): Promise<number[]> {
    const tables = [bookingSeries, seriesDates, bookings, occupancies, auditEntries];
    return Promise.all(tables.map((table) => this.database.reader.$count(table)));
  }

  /** `in`, `null`, or the code of the fault. */
  async codeOf(query: string, variables: Parts, as: Asking['as']): Promise<string> {
    const { data, errors } = await this.ask<{ result: unknown } | null>(query, variables, { as: as ?? null });
    return errors?.[0]?.extensions.code ?? (data?.result === null ? 'null' : 'in');
  }

  async statements(work: () => Promise<unknown>): Promise<number> {
    const before = this.app.queries.length;
    await work();
    return this.app.queries.length - before;
  }
}
