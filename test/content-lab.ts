// The sessions of session-lab.ts, and the words in which tests speak of what an event says.
import { eq } from 'drizzle-orm';
import { bodies } from '../src/directory/entry.tables.ts';
import { writeBranchEditing } from '../src/events/record/branch-editing.store.ts';
import { events } from '../src/events/record/event.tables.ts';
import { eventSessions } from '../src/events/record/session.tables.ts';
import { updateSpeakerRow } from '../src/events/speakers/speaker.store.ts';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { auditEntries, type AuditRow } from '../src/platform/audit/audit.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import { type Asking, startTestApp } from './app.ts';
import { LIBRARIAN } from './programme-lab.ts';
import { must, SessionLab } from './session-lab.ts';

type Parts = Record<string, unknown>;

export interface Staff {
  readonly notes: string | null;
  readonly joinUrl: string | null;
  readonly exhibitionDays: readonly Parts[];
  readonly [field: string]: unknown;
}
/** An event or a refusal: whatever was answered. */
export interface Said {
  readonly id: string;
  readonly version: number;
  readonly kind?: string;
  readonly message?: string;
  readonly materials: readonly { readonly id: string; readonly titleUk: string }[];
  readonly staff: Staff | null;
  readonly [field: string]: unknown;
}

export const PUBLIC_WORDS = `id version eventKind: kind arrangement registrationUnit titleUk titleEn title descriptionUk descriptionEn description
  language signLanguage stepFree ageFrom ageTo gradeFrom gradeTo attendanceMode tags coverUrl coverAlt price isFree editorialStatus
  branch { slug } audiences { code } measures { number } primaryMeasure { number } contact { name phone email }
  organisers { body { code } role } speakers { speaker { nameUk } role } materials { id titleUk titleEn url visibility }
  lesson { minutes curriculum outreach } contest { submissionsUntil resultsOn } exhibition { opensOn closesOn openWeekdays }
  training { hours credits } registrationSettings { mode capacity opensDaysBefore closesMinutesBefore largestGroup } viewerCan`;
const WORDS = `... on Event { ${PUBLIC_WORDS} createdAt updatedAt publishedAt
  staff { notes joinUrl minimumAttendance decideDaysBefore author cloneOf { id } exhibitionDays { date visitors } } }`;
const REFUSAL = `... on Refusal { kind message } ... on NotOfThisKind { ofKind: eventKind fields }`;
const RETIRED = '... on SpeakerRetired { names }';
export const CREATE = `mutation ($input: CreateEventInput!) { result: createEvent(input: $input) { ${WORDS} ${REFUSAL} ${RETIRED} } }`;
export const UPDATE = `mutation ($input: UpdateEventInput!) { result: updateEvent(input: $input) { ${WORDS} ${REFUSAL} ${RETIRED}
  ... on NotReady { missing } ... on PlacesDoNotFit { places } ... on CountedDays { dates } ... on WrongStatus { action nowEditorial: editorialStatus }
  ... on ChangedMeanwhile { by at current { __typename id version ... on Event { titleUk eventKind: kind branch { slug } } } } } }`;
export const COUNT = `mutation ($eventId: ID!, $date: LocalDate!, $visitors: Int) {
  result: recordExhibitionDay(eventId: $eventId, date: $date, visitors: $visitors) { ${WORDS} ${REFUSAL}
  ... on NotOpenThatDay { reason } } }`;
const READ = `query ($id: ID!) { result: event(id: $id) { ${WORDS} } }`;

export class ContentLab extends SessionLab {
  /** Ids of bodies by their codes. */
  bodies: Readonly<Record<string, string>> = {};
  /** Consents to be named, does not, and speaks no more. */
  readonly speakers = { open: newId<'Speaker'>(), shy: newId<'Speaker'>(), gone: newId<'Speaker'>() };

  static override async start(): Promise<ContentLab> {
    const lab = new ContentLab(await startTestApp());
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  override async found(): Promise<void> {
    await super.found();
    const rows = await this.database.reader.select().from(bodies);
    this.bodies = Object.fromEntries(rows.map(({ code, id }) => [code, id]));
    const now = this.app.clock.now();
    const stamps = { createdAt: now, updatedAt: now, searchText: '' };
    const { open, shy, gone } = this.speakers;
    await this.database.transaction((tx) =>
      tx.insert(speakers).values([
        { ...stamps, id: open, nameUk: 'Оксана Відкрита', consentOn: '2019-01-10' },
        { ...stamps, id: shy, nameUk: 'Петро Тихий', bioUk: 'Таємниця Петра', email: 'petro@secret.example' },
        { ...stamps, id: gone, nameUk: 'Іван Колишній', nameEn: 'Ivan Past', retiredAt: now },
      ]),
    );
  }

  create = (parts: Parts = {}, asking: Asking = LIBRARIAN) =>
    this.asked<Said>(CREATE, { input: this.eventInput(parts) }, asking);
  made = async (parts: Parts = {}, asking?: Asking) => must(await this.create(parts, asking));
  edit = ({ id, version }: Pick<Said, 'id' | 'version'>, change: Parts, asking: Asking = LIBRARIAN) =>
    this.asked<Said>(UPDATE, { input: { id, version, ...change } }, asking);
  readEvent = (id: string, asking: Asking = LIBRARIAN) => this.asked<Said | null>(READ, { id }, asking);
  count = (eventId: string, date: string, visitors: number | null, asking: Asking = LIBRARIAN) =>
    this.asked<Said>(COUNT, { eventId, date, visitors }, asking);

  /** A published event with one date over the network, which needs no room. */
  async published(parts: Parts = {}): Promise<Said> {
    const online = { attendanceMode: 'MIXED', joinUrl: 'https://meet.example/secret-room' };
    const { id } = await this.made({ ...online, ...parts });
    must(await this.schedule(id, { place: { online: true } }));
    must(await this.publish(id));
    return (await this.readEvent(id))!;
  }

  /** The approver says yes to it. */
  async approved(parts: Parts = {}): Promise<Said> {
    const { id } = await this.made(parts);
    await this.database.transaction((tx) => this.approve(tx, id));
    return (await this.readEvent(id))!;
  }

  async sessionRows(eventId: string) {
    return this.database.reader
      .select()
      .from(eventSessions)
      .where(eq(eventSessions.eventId, eventId as Id<'Event'>));
  }

  /** The lines of the audit on an event, the first one first. */
  async audit(id: string): Promise<AuditRow[]> {
    const rows = await this.database.reader.select().from(auditEntries).where(eq(auditEntries.thingId, id));
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async retire(speakerId: Id<'Speaker'>, retiredAt: Date | null = this.app.clock.now()): Promise<void> {
    await this.database.transaction((tx) => updateSpeakerRow(tx, speakerId, { retiredAt }));
  }

  async authorsPublish(branchId: Id<'Branch'>, is: boolean): Promise<void> {
    await this.database.transaction((tx) => writeBranchEditing(tx, branchId, is, this.app.clock.now()));
  }

  eventCount = () => this.database.reader.$count(events);
}
