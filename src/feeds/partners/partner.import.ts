import { Inject, Injectable } from '@nestjs/common';
import type { TooManyAttempts } from '../../identity/limit.rules.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound, unauthenticated } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { UploadService } from '../../platform/uploads/upload.service.ts';
import { answeredBefore, keepAnswer } from '../../registration/deciding/answered.ts';
import type { KeyReused } from '../../registration/deciding/refusal.rules.ts';
import { requestKey } from '../../registration/deciding/request.key.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import type { Neighbour } from '../../venues/bookings/wish.rules.ts';
import { roomsByIds } from '../../venues/places/room.store.ts';
import { branchFor, calendarFor } from './partner.branch.ts';
import type { ImportPartnerCalendarInput, PreviewPartnerCalendarInput } from './partner.input.types.ts';
import { type CalendarReading, MOST_PROBLEMS, PartnerReading } from './partner.reading.ts';
import { type CalendarUnreadable, calendarUnreadable } from './partner.refusals.rules.ts';
import { PartnerSource } from './partner.source.ts';
import { keptOf, tryCalendar, writeCalendar, type Written } from './partner.writing.ts';
import type { EventProblem, ReadItem } from './reading/read.calendar.ts';
import { lockCalendar, updateCalendar } from './record/calendar.store.ts';
import type { PartnerCalendarRow } from './record/partner.tables.ts';

/** What would come of a calendar. */
export interface CalendarPreview extends Written {
  readonly branchId: Id<'Branch'>;
  readonly roomId: Id<'Room'> | null;
  /** By start. */
  readonly items: readonly ReadItem[];
  readonly inTheWay: readonly Neighbour[];
  readonly problems: readonly EventProblem[];
  /** Things in it of whatever kind, and how many of the times found are of no concern: free, or not for everybody. */
  readonly components: number;
  readonly leftOut: number;
}

type Subject = Pick<PartnerCalendarRow, 'id' | 'branchId' | 'purpose' | 'roomId' | 'address'>;

/** Reads calendars that staff bring as files, and shows what would come of one before it is kept. */
@Injectable()
export class PartnerImport {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #uploads: UploadService;
  readonly #source: PartnerSource;
  readonly #reading: PartnerReading;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    uploads: UploadService,
    source: PartnerSource,
    reading: PartnerReading,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#uploads = uploads;
    this.#source = source;
    this.#reading = reading;
  }

  /**
   * Takes a file for all that a calendar holds, whole or not at all; the upload is gone afterwards, and stays where the file
   * was refused. Throws NOT_FOUND for no calendar or upload, BAD_USER_INPUT for a calendar that has an address.
   */
  async importUpload(
    input: ImportPartnerCalendarInput,
    viewer: Viewer,
    language: Language,
  ): Promise<CalendarReading | CalendarUnreadable | KeyReused> {
    if (viewer.kind !== 'person') throw unauthenticated();
    const { reader } = this.#database;
    const calendar = await calendarFor(reader, input.id, viewer);
    refuseUnlessOfFiles(calendar);
    const key = requestKey(input.key, { ...input, by: viewer.id });
    const early = await answeredBefore(reader, calendar.id, key, language);
    if (early) return 'answer' in early ? { ...(early.answer as Written), calendar, isSame: false } : early;
    const upload = await this.#uploads.open(reader, viewer.id, input.uploadId);
    const now = this.#clock.now();
    const read = await this.#reading.read(upload.bytes, calendar.branchId, now);
    if ('fault' in read) return calendarUnreadable(read, language);
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<CalendarReading | KeyReused>(async (tx) => {
        const locked = await lockCalendar(tx, calendar.id);
        if (!locked) throw notFound('the calendar');
        refuseUnlessOfFiles(locked);
        const before = await answeredBefore(tx, locked.id, key, language);
        if (before)
          return 'answer' in before ? { ...(before.answer as Written), calendar: locked, isSame: false } : before;
        const written = await writeCalendar(tx, locked, read.items, { viewer, now });
        const problems = { problems: read.problems.slice(0, MOST_PROBLEMS), problemCount: read.problems.length };
        const change = { ...problems, readAt: now, knownAt: now, fault: null, failures: 0 };
        await updateCalendar(tx, locked.id, change);
        await this.#uploads.use(tx, upload);
        await keepAnswer(tx, locked.id, key, written, now);
        return { ...written, calendar: { ...locked, ...change }, isSame: false };
      }),
    );
  }

  /** Reads a calendar and writes nothing. Throws NOT_FOUND as `importUpload` does, and for no branch or room. */
  async preview(
    input: PreviewPartnerCalendarInput,
    viewer: Viewer,
    language: Language,
  ): Promise<CalendarPreview | CalendarUnreadable | TooManyAttempts> {
    if (viewer.kind !== 'person') throw unauthenticated();
    const subject = await this.#subject(input, viewer);
    const now = this.#clock.now();
    const bytes = await this.#bytesOf(input, subject, { viewer, language, now });
    if ('kind' in bytes) return bytes;
    const read = await this.#reading.read(bytes, subject.branchId, now);
    if ('fault' in read) return calendarUnreadable(read, language);
    const { branchId, roomId, purpose } = subject;
    const items = keptOf(purpose, read.items).toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    const tried = await tryCalendar(this.#database.reader, subject, read.items, now);
    const { problems, components } = read;
    return { ...tried, branchId, roomId, items, problems, components, leftOut: read.items.length - items.length };
  }

  async #bytesOf(
    { uploadId, address = null }: PreviewPartnerCalendarInput,
    subject: Subject,
    { viewer, language, now }: { viewer: Extract<Viewer, { kind: 'person' }>; language: Language; now: Instant },
  ): Promise<Uint8Array | CalendarUnreadable | TooManyAttempts> {
    if (uploadId != null) return (await this.#uploads.open(this.#database.reader, viewer.id, uploadId)).bytes;
    const from = address ?? subject.address;
    if (from === null) throw invalidInput('give an address or an upload', { argument: 'address' });
    const slowed = await this.#reading.slowedDown(viewer, language);
    if (slowed) return slowed;
    const fetched = await this.#source.fetch(from, now, null);
    if (fetched.kind === 'bytes') return fetched.bytes;
    if (fetched.kind === 'same') throw new Error('a server says that nothing was changed, and was not asked');
    return calendarUnreadable(fetched.fault, language);
  }

  async #subject(input: PreviewPartnerCalendarInput, viewer: Viewer): Promise<Subject> {
    if (input.id != null) return calendarFor(this.#database.reader, input.id, viewer);
    const { purpose, roomId } = input;
    if (input.branchId == null || purpose == null) {
      throw invalidInput('give the calendar, or the branch and what it is for', { argument: 'branchId' });
    }
    if ((purpose === 'BUSY') !== (roomId != null)) {
      throw invalidInput('roomId is needed for BUSY, and only there', { argument: 'roomId' });
    }
    const { id: branchId } = await branchFor(this.#database.reader, input.branchId, viewer);
    const room = roomId != null && isId(roomId) ? await roomsByIds(this.#database.reader, [roomId]) : undefined;
    const known = room?.get(roomId?.toLowerCase() ?? '');
    if (roomId != null && known?.branchId !== branchId) throw notFound('the room');
    return { id: newId<'PartnerCalendar'>(), branchId, purpose, roomId: known?.id ?? null, address: null };
  }
}

function refuseUnlessOfFiles({ address, active }: PartnerCalendarRow): void {
  if (address !== null) throw invalidInput('the calendar is read from its address', { argument: 'id' });
  if (!active) throw invalidInput('the calendar is not active', { argument: 'id' });
}
