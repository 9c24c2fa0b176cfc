// The sessions of session-lab.ts, and the words in which tests speak of series, courses, and edits of many dates.
import { type Asking, startTestApp } from './app.ts';
import type { Made } from './programme-lab.ts';
import { must, SessionLab } from './session-lab.ts';

type Parts = Record<string, unknown>;

interface Broken {
  readonly kind: string;
  readonly bookingId?: string;
}
interface WayOut {
  readonly kind: string;
  readonly startDate: string;
  readonly startTime: string;
  readonly room: { readonly id: string };
}
export interface PreviewedDate {
  readonly startDate: string;
  readonly startTime: string;
  readonly start: string | null;
  readonly verdict: string;
  readonly nextValid: string | null;
  readonly broken: readonly Broken[];
  readonly alternatives: readonly WayOut[];
}
export interface SeriesPreview {
  readonly kind?: string;
  readonly message?: string;
  readonly rule: string;
  readonly counts: Parts;
  readonly dates: readonly PreviewedDate[];
  readonly [field: string]: unknown;
}
export interface Dated {
  readonly id: string;
  readonly version: number;
  readonly standing: string;
  readonly happeningStatus: string;
  readonly place: string;
  readonly sequence: number;
  readonly startDate: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly start: string;
  readonly previousStart: string | null;
  readonly reason: string | null;
  readonly room: { readonly id: string } | null;
  readonly staff: {
    readonly exceptions: readonly string[];
    readonly brokenKinds: readonly string[];
    readonly expectedPeople: number | null;
    readonly booking: { readonly id: string; readonly status: string; readonly start: string } | null;
  } | null;
}
export interface Programme extends Made {
  readonly arrangement: string;
  readonly registrationUnit: string;
  readonly attendanceThreshold: number | null;
  readonly editorialStatus: string;
  readonly sessions: readonly Dated[];
  readonly sessionCounts: Parts;
  readonly series: Parts | null;
  readonly staff: Parts | null;
}
interface Slot {
  readonly start: string;
  readonly place: string;
  readonly standing: string;
  readonly layout: string | null;
  readonly room: { readonly id: string } | null;
}
export interface Change {
  readonly session: Dated;
  readonly verdict: string;
  readonly nextValid: string | null;
  readonly before: Slot;
  readonly after: Slot | null;
  readonly broken: readonly Broken[];
  readonly alternatives: readonly WayOut[];
}
export interface Diff {
  readonly kind?: string;
  readonly message?: string;
  readonly event: Made;
  readonly counts: Readonly<Record<string, number>>;
  readonly changes: readonly Change[];
  readonly [field: string]: unknown;
}

const DATED = `id version standing happeningStatus place sequence startDate startTime endTime start previousStart reason room { id }
  staff { exceptions brokenKinds expectedPeople booking { id status start } }`;
const WAYS = `broken { kind ... on Overlap { bookingId } }
  alternatives(first: 2) { kind startDate startTime room { id } }`;
const PROGRAMME = `... on Event { id version arrangement registrationUnit attendanceThreshold editorialStatus sessions { ${DATED} }
  sessionCounts { scheduled postponed cancelled held toPlace dropped }
  series { rule zone startDate startTime endDate endTime }
  staff { seriesPlace { place layout expectedPeople setUpMinutes tearDownMinutes skipClosed room { id } equipment { quantity } } } }`;
const REFUSAL = `... on Refusal { kind message } ... on ChangedMeanwhile { current { id version } }`;
const CONFLICTS = `... on SessionsRefused { conflicts { startDate startTime verdict ${WAYS} } }`;
const TIMES = `... on SkippedHour { nextValid } ... on EventTooLong { mostDays }`;
const RULE = `... on SeriesRuleWrong { problem part mostDates lastDate nextDate } ... on ArrangementWrong { wrongArrangement: arrangement }`;
export const PREVIEW_SERIES = `query ($input: EventSeriesInput!) { result: previewEventSeries(input: $input) {
  ... on EventSeriesPreview { rule counts { dates fits conflicts closed noSuchTime }
    dates { startDate startTime start end verdict nextValid repeatedHours { taken } ${WAYS} } } ${REFUSAL} ${RULE} } }`;
export const SCHEDULE_SERIES = `mutation ($input: EventSeriesInput!) { result: scheduleSeries(input: $input) {
  ${PROGRAMME} ${REFUSAL} ${CONFLICTS} ${TIMES} ${RULE} } }`;
export const SCHEDULE_COURSE = `mutation ($input: CourseInput!) { result: scheduleCourse(input: $input) {
  ${PROGRAMME} ${REFUSAL} ${CONFLICTS} ${TIMES} ... on ConversionNeeded { registered conversions } } }`;
export const SET_UNIT = `mutation ($input: RegistrationUnitInput!) { result: setRegistrationUnit(input: $input) {
  ... on Event { id version registrationUnit arrangement } ${REFUSAL} ... on ConversionNeeded { registered conversions } } }`;
const SLOT = 'start place standing layout room { id }';
const COUNTS = `counts { dates moves unchanged exceptionsKept conflicts closed noSuchTime over notChangeable cancels drops
  bookingsMoved bookingsMade bookingsEnded peopleTouched expectedPeople }`;
const diffOf = (ways: string) => `... on SessionsDiff { event { id version editorialStatus } ${COUNTS}
  changes { verdict nextValid session { ${DATED} } before { ${SLOT} } after { ${SLOT} } ${ways} } }`;
export const PREVIEW_EDIT = `query ($input: EditSessionsInput!) { result: previewSessionsEdit(input: $input) {
  ${diffOf(WAYS)} ${REFUSAL} } }`;
export const EDIT = `mutation ($input: EditSessionsInput!) { result: editSessions(input: $input) {
  ${diffOf('')} ${REFUSAL} ${CONFLICTS} ${TIMES} } }`;
const PREVIEW_CANCEL = `query ($input: PreviewCancelInput!) { result: previewSessionsCancel(input: $input) {
  ${diffOf('')} ${REFUSAL} } }`;
export const CANCEL_MANY = `mutation ($input: CancelSessionsInput!) { result: cancelSessions(input: $input) {
  ${diffOf('')} ${REFUSAL} } }`;
const READ_EVENT = `query ($id: ID!) { result: event(id: $id) { ${PROGRAMME} } }`;

export class EventSeriesLab extends SessionLab {
  static override async start(environment: Record<string, string> = {}): Promise<EventSeriesLab> {
    const lab = new EventSeriesLab(await startTestApp(environment));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  /** Wednesdays of the spring of 2019, 15:00 to 16:30, a theatre for 40; 1 May is a holiday. */
  wednesdays = (event: Pick<Made, 'id' | 'version'>, roomId: string, parts: Parts = {}): Parts => ({
    ...{ eventId: event.id, version: event.version, rule: 'FREQ=WEEKLY;UNTIL=20190626', startDate: '2019-04-03' },
    ...{ startTime: '15:00', endTime: '16:30', place: this.inTheatre(roomId), mode: 'WHAT_FITS' },
    ...parts,
  });

  inTheatre = (roomId: string, parts: Parts = {}): Parts => ({
    room: { roomId, layout: 'THEATRE', expectedPeople: 40, ...parts },
  });

  previewSeries = (input: Parts, asking?: Asking) => this.asked<SeriesPreview>(PREVIEW_SERIES, { input }, asking);
  scheduleSeries = (input: Parts, asking?: Asking) => this.asked<Programme>(SCHEDULE_SERIES, { input }, asking);
  scheduleCourse = (input: Parts, asking?: Asking) => this.asked<Programme>(SCHEDULE_COURSE, { input }, asking);
  setUnit = (input: Parts, asking?: Asking) => this.asked<Programme>(SET_UNIT, { input }, asking);
  previewEdit = (input: Parts, asking?: Asking) => this.asked<Diff>(PREVIEW_EDIT, { input }, asking);
  edit = (input: Parts, asking?: Asking) => this.asked<Diff>(EDIT, { input }, asking);
  previewCancel = (input: Parts, asking?: Asking) => this.asked<Diff>(PREVIEW_CANCEL, { input }, asking);
  cancelMany = (input: Parts, asking?: Asking) => this.asked<Diff>(CANCEL_MANY, { input }, asking);
  programme = (id: string, asking?: Asking) => this.asked<Programme>(READ_EVENT, { id }, asking);

  /** A draft with the Wednesdays in a room of its own. */
  async series(parts: Parts = {}, ofEvent: Parts = {}): Promise<{ event: Programme; roomId: string }> {
    const roomId = await this.aRoom();
    const event = await this.scheduleSeries(this.wednesdays(await this.draft(ofEvent), roomId, parts));
    return { event: must(event), roomId };
  }
}

/** An edit of the event that starts from one of its dates. */
export const editOf = (
  event: Pick<Programme, 'id' | 'version' | 'sessions'>,
  at: number,
  scope: string,
  change: Parts,
): Parts => ({
  ...{ eventId: event.id, version: event.version, from: event.sessions[at]!.id, scope, change },
});

/** `04-03 15:00` of each date, by start. */
export const times = (sessions: readonly Dated[]) =>
  sessions.map(({ startDate, startTime }) => `${startDate.slice(5)} ${startTime}`);
export const verdicts = ({ changes }: Diff) => changes.map(({ verdict }) => verdict);

/** What a diff says of its dates, without what only one of both can know. */
export const said = ({ changes, counts }: Diff) => ({
  counts,
  changes: changes.map(({ verdict, before, after, nextValid }) => ({ verdict, before, after, nextValid })),
});
