// Opening hours, special days and holidays of the venue lab: what their tests ask and read.
import { desc } from 'drizzle-orm';
import { auditEntries, type AuditRow } from '../src/platform/audit/audit.tables.ts';
import { closures, holidays } from '../src/venues/hours/closure.tables.ts';
import { openingHours, specialHours } from '../src/venues/hours/opening.tables.ts';
import type { Asking } from './app.ts';
import { startVenueLab, type VenueLab } from './venue-lab.ts';

export type Parts = Record<string, unknown>;
export interface Result {
  readonly kind?: string;
  readonly message?: string;
  readonly version?: number;
  readonly [field: string]: unknown;
}
export interface Day {
  readonly date: string;
  readonly spans: readonly { from: string; to: string }[];
  readonly special: boolean;
  readonly note: string | null;
  readonly closings: readonly { kind: string; reason: string; from: string; to: string }[];
}

const REFUSAL = '... on Refusal { kind message }';
const DAY = 'date special note spans { from to } closings { kind reason from to }';
export const SET = `mutation ($branchId: ID!, $roomId: ID, $version: Int!, $week: [OpeningStretchInput!]!) {
  result: setOpeningHours(branchId: $branchId, roomId: $roomId, version: $version, week: $week) {
    ... on Branch { id version openingHours { weekday opens closes } }
    ... on Room { id version openingHours { weekday opens closes } }
    ${REFUSAL} ... on StretchesClash { stretches } ... on ChangedMeanwhile { by at current { id version } } } }`;
export const SET_DAY = `mutation (
  $branchId: ID!, $roomId: ID, $date: LocalDate!, $stretches: [DayStretchInput!]!, $noteUk: String, $noteEn: String) {
  result: setSpecialDay(
    branchId: $branchId, roomId: $roomId, date: $date, stretches: $stretches, noteUk: $noteUk, noteEn: $noteEn) {
    ... on OpenDay { ${DAY} } ${REFUSAL} ... on StretchesClash { stretches } } }`;
export const CLEAR_DAY = `mutation ($branchId: ID!, $roomId: ID, $date: LocalDate!) {
  result: clearSpecialDay(branchId: $branchId, roomId: $roomId, date: $date) { ${DAY} } }`;
export const IMPORT = `mutation ($csv: String!, $dryRun: Boolean! = false) {
  result: importHolidays(csv: $csv, dryRun: $dryRun) {
    ... on HolidayImport { added changed unchanged removed }
    ${REFUSAL} ... on HolidayListInvalid { lines { line message } } } }`;
export const REMOVE = 'mutation ($date: LocalDate!) { result: removeHoliday(date: $date) { date nameUk name } }';
export const HOLIDAYS = 'query ($year: Int!) { holidays(year: $year) { date nameUk nameEn name } }';

export const WEEKDAYS = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '10:00', closes: '19:00' }));
export const ADMIN: Asking = { as: 'admin' };

export const spansOf = ({ spans }: Day) => spans.map(({ from, to }) => `${from.slice(11, 16)}–${to.slice(11, 16)}`);

export class HoursLab {
  readonly venues: VenueLab;
  /** Whose hours the tests change, and one of its rooms. */
  readonly branchId: string;
  readonly hallA: string;

  private constructor(venues: VenueLab) {
    this.venues = venues;
    this.branchId = venues.branches.central;
    this.hallA = venues.rooms.hallA;
  }

  static async start(): Promise<HoursLab> {
    return new HoursLab(await startVenueLab('2026-03-01T08:00:00Z'));
  }

  /** Before each test: nobody has said any hours. */
  async empty(): Promise<void> {
    await this.venues.database.transaction(async (tx) => {
      for (const table of [openingHours, specialHours, closures, holidays]) await tx.delete(table);
    });
  }

  async code(query: string, variables: Parts, asking: Asking): Promise<string | undefined> {
    return (await this.venues.ask(query, variables, asking)).errors?.[0]?.extensions.code;
  }

  async result(query: string, variables: Parts, asking?: Asking): Promise<Result> {
    return (await this.venues.data<{ result: Result }>(query, variables, asking)).result;
  }

  async versionOf(roomId?: string): Promise<number> {
    const query = '{ branch(slug: "central") { version rooms { id version } } }';
    type Found = { branch: { version: number; rooms: { id: string; version: number }[] } };
    const { branch } = await this.venues.data<Found>(query);
    return roomId ? branch.rooms.find(({ id }) => id === roomId)!.version : branch.version;
  }

  async setHours(week: readonly Parts[], roomId?: string, asking?: Asking): Promise<Result> {
    const version = await this.versionOf(roomId);
    return this.result(SET, { branchId: this.branchId, roomId, version, week }, asking);
  }

  async days(from: string, count = 1, asking: Asking = {}): Promise<readonly Day[]> {
    const query = `query ($from: LocalDate!, $days: Int!) {
      branch(slug: "central") { openOn(from: $from, days: $days) { ${DAY} } } }`;
    type Found = { branch: { openOn: Day[] } };
    return (await this.venues.data<Found>(query, { from, days: count }, asking)).branch.openOn;
  }

  async roomDay(roomId: string, from: string): Promise<Day> {
    const query = `query ($from: LocalDate!) {
      branch(slug: "central") { rooms { id openOn(from: $from, days: 1) { ${DAY} } } } }`;
    type Found = { branch: { rooms: { id: string; openOn: Day[] }[] } };
    const { branch } = await this.venues.data<Found>(query, { from }, {});
    return branch.rooms.find(({ id }) => id === roomId)!.openOn[0]!;
  }

  async lastAudit(): Promise<AuditRow | undefined> {
    const { reader } = this.venues.database;
    const [row] = await reader.select().from(auditEntries).orderBy(desc(auditEntries.id)).limit(1);
    return row;
  }
}
