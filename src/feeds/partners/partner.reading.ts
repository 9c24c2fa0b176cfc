import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { Limiter } from '../../identity/limiter.ts';
import type { Pace, TooManyAttempts } from '../../identity/limit.rules.ts';
import { SYSTEM, type Viewer } from '../../platform/access/viewer.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { invalidInput, notFound } from '../../platform/faults/fault.ts';
import type { Id } from '../../platform/ids/id.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Rounds } from '../../platform/jobs/rounds.ts';
import type { Language } from '../../platform/language/language.ts';
import { LOGGER } from '../../platform/log/logger.module.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Instant, plusDays, plusMinutes } from '../../platform/time/instant.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import { branchesByIds } from '../../venues/places/branch.store.ts';
import { nextReading } from './due.rules.ts';
import { calendarFor } from './partner.branch.ts';
import { type CalendarToRead, READING_QUEUE } from './partner.queue.ts';
import {
  type CalendarBeingRead,
  calendarBeingRead,
  type CalendarUnreadable,
  calendarUnreadable,
} from './partner.refusals.rules.ts';
import { type Fetched, mayBeSame, PartnerSource } from './partner.source.ts';
import { MOST_DAYS_AHEAD, writeCalendar, type Written } from './partner.writing.ts';
import { LIMITS, type ReadCalendar } from './reading/read.calendar.ts';
import { readOutside } from './reading/reading.ts';
import { claimDue, lockCalendar, takeLease, updateCalendar } from './record/calendar.store.ts';
import type { PartnerCalendarRow, PartnerFault } from './record/partner.tables.ts';

/** What came of reading a calendar. */
export interface CalendarReading extends Written {
  readonly calendar: PartnerCalendarRow;
  /** Whether the partner's server said that it is what was read last. */
  readonly isSame: boolean;
}

/** Whoever has a lease and does not come back has lost it then. */
const LEASE_MINUTES = 3;
const LOOK_EVERY_MS = 60_000;
/** What was claimed and is not read until then is claimed again: the job was lost. */
const CLAIM_MINUTES = 15;
const MOST_CLAIMED = 50;
export const MOST_PROBLEMS = 50;
const NOT_TAKEN_OVER: PartnerFault = { fault: 'INTERNAL', line: null, status: null };
/** Whom a person can have asked: enough to look after a branch's partners, and no way to look round in other networks. */
const PACE: Pace = { name: 'outside fetches by', free: 30, firstWait: 5, longestWait: 60, memory: 10 };

/** Reads partners' calendars from their addresses: by the clock, and when staff ask. */
@Injectable()
export class PartnerReading implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #jobs: Jobs;
  readonly #rounds: Rounds;
  readonly #source: PartnerSource;
  readonly #limiter: Limiter;
  readonly #logger: Logger;
  readonly #everyMinutes: number;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    jobs: Jobs,
    rounds: Rounds,
    source: PartnerSource,
    limiter: Limiter,
    @Inject(LOGGER) logger: Logger,
    @Inject(SETTINGS_TOKEN) settings: Settings,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#jobs = jobs;
    this.#rounds = rounds;
    this.#source = source;
    this.#limiter = limiter;
    this.#logger = logger;
    this.#everyMinutes = settings.PARTNER_REFRESH_MINUTES;
  }

  onModuleInit(): void {
    const options = { concurrency: 2, retries: 3, timeoutSeconds: 100, givesWay: true };
    this.#jobs.register<CalendarToRead>(READING_QUEUE, ({ calendarId }) => this.#readNow(calendarId), options);
    this.#rounds.register(LOOK_EVERY_MS, 'calendars of partners that are due could not be found', () =>
      this.enqueueDue(),
    );
  }

  /** Makes jobs of the calendars that are due; answers how many there were. */
  async enqueueDue(): Promise<number> {
    return this.#database.transaction(async (tx) => {
      const now = this.#clock.now();
      const ids = await claimDue(tx, now, plusMinutes(now, CLAIM_MINUTES), MOST_CLAIMED);
      await this.#jobs.enqueueAll(
        tx,
        READING_QUEUE,
        ids.map((calendarId): CalendarToRead => ({ calendarId })),
      );
      return ids.length;
    });
  }

  /**
   * Reads a calendar from its address now, for somebody; of one of files it only looks at who is in the way. Throws
   * NOT_FOUND, and BAD_USER_INPUT for one that is not active.
   */
  async refresh(
    id: string,
    viewer: Viewer,
    language: Language,
  ): Promise<CalendarReading | CalendarBeingRead | CalendarUnreadable | TooManyAttempts> {
    const calendar = await calendarFor(this.#database.reader, id, viewer);
    if (!calendar.active) throw invalidInput('the calendar is not active', { argument: 'id' });
    const slowed = calendar.address === null ? null : await this.slowedDown(viewer, language);
    if (slowed) return slowed;
    const came = await this.#leased(calendar.id, viewer);
    if (came instanceof Error) throw came;
    if (came === 'busy') return calendarBeingRead(language);
    return 'fault' in came ? calendarUnreadable(came, language) : came;
  }

  /** The refusal of somebody who has others' servers asked over and over. */
  async slowedDown(viewer: Viewer, language: Language): Promise<TooManyAttempts | null> {
    if (viewer.kind !== 'person') return null;
    const retryAfter = await this.#limiter.admit([{ pace: PACE, of: viewer.id }]);
    if (retryAfter === 0) return null;
    const message = {
      uk: `Ви дуже часто читаєте чужі календарі. Спробуйте через ${retryAfter} с.`,
      en: `You have others’ calendars read very often. Try again in ${retryAfter} s.`,
    };
    return { kind: 'TooManyAttempts', message: message[language], retryAfter };
  }

  /** What bytes hold in the days ahead, in the zone of a branch. */
  async read(bytes: Uint8Array, branchId: Id<'Branch'>, now: Instant): Promise<ReadCalendar | PartnerFault> {
    if (bytes.length > LIMITS.bytes) return { fault: 'TOO_LARGE', line: null, status: null };
    const branch = (await branchesByIds(this.#database.reader, [branchId])).get(branchId);
    if (!branch) throw notFound('the branch');
    const read = await readOutside({ bytes, zone: branch.zone, from: now, to: plusDays(now, MOST_DAYS_AHEAD) });
    return 'refused' in read ? { fault: read.refused, line: read.line, status: null } : read;
  }

  /** For a job: whoever else is at it does it as well. */
  async #readNow(calendarId: string): Promise<void> {
    const came = await this.#leased(calendarId as Id<'PartnerCalendar'>, SYSTEM);
    if (came instanceof Error) {
      // Not thrown: when it is tried again was written down, and no sooner.
      this.#logger.error({ calendarId, err: came }, 'a partner’s calendar could not be taken over');
    } else if (came !== 'busy' && 'fault' in came) {
      this.#logger.info({ calendarId, fault: came.fault, status: came.status }, 'a partner’s calendar was not read');
    }
  }

  /** Answers an error that was written down as a failure of the calendar’s, and throws one that could not be. */
  async #leased(id: Id<'PartnerCalendar'>, viewer: Viewer): Promise<CalendarReading | PartnerFault | Error | 'busy'> {
    const now = this.#clock.now();
    const lease = { leaseId: randomUUID(), now, until: plusMinutes(now, LEASE_MINUTES) };
    const calendar = await this.#database.transaction((tx) => takeLease(tx, id, lease));
    if (!calendar) return 'busy';
    try {
      if (!calendar.active || calendar.address === null) return await this.#settle(calendar, viewer);
      const known = mayBeSame(calendar, now) ? calendar : null;
      const fetched = await this.#source.fetch(calendar.address, now, known);
      if (fetched.kind === 'same') return await this.#settle(calendar, viewer);
      if (fetched.kind === 'fault') return await this.#failed(calendar, fetched.fault, fetched.notBefore);
      const read = await this.read(fetched.bytes, calendar.branchId, now);
      if ('fault' in read) return await this.#failed(calendar, read, null);
      return await this.#taken(calendar, fetched, read, viewer);
    } catch (error) {
      // Others need not wait for the lease to end by itself, and what fails each time is tried less and less.
      const broken = error instanceof Error ? error : new Error(String(error));
      const noted = await this.#failed(calendar, NOT_TAKEN_OVER, null).catch(() => null);
      if (noted) return broken;
      throw broken;
    }
  }

  async #taken(
    calendar: PartnerCalendarRow,
    { etag, lastModified }: Extract<Fetched, { kind: 'bytes' }>,
    { items, problems }: ReadCalendar,
    viewer: Viewer,
  ): Promise<CalendarReading | 'busy'> {
    const now = this.#clock.now();
    const marks = { etag, lastModified, readAt: now, knownAt: now };
    const problem = { problems: problems.slice(0, MOST_PROBLEMS), problemCount: problems.length };
    return this.#written(calendar, items, { ...marks, ...problem }, viewer);
  }

  /** Nothing new was read; but bookings have come and gone, and some of it may be over. */
  #settle(calendar: PartnerCalendarRow, viewer: Viewer): Promise<CalendarReading | 'busy'> {
    const known = calendar.address === null ? {} : { knownAt: this.#clock.now() };
    return this.#written(calendar, null, known, viewer);
  }

  /** `busy` when somebody has changed what is read meanwhile: what came is of no use then. */
  #written(
    { id, leaseId }: PartnerCalendarRow,
    items: ReadCalendar['items'] | null,
    change: Partial<PartnerCalendarRow>,
    viewer: Viewer,
  ): Promise<CalendarReading | 'busy'> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<CalendarReading | 'busy'>(async (tx) => {
        const calendar = await lockCalendar(tx, id);
        if (calendar?.leaseId !== leaseId || !calendar) return 'busy';
        const now = this.#clock.now();
        const written = await writeCalendar(tx, calendar, items, { viewer, now });
        const ended = {
          fault: null,
          failures: 0,
          leaseId: null,
          leaseUntil: null,
          dueAt: this.#dueAgain(calendar, now),
        };
        await updateCalendar(tx, id, { ...change, ...ended });
        return { ...written, calendar: { ...calendar, ...change, ...ended }, isSame: items === null };
      }),
    );
  }

  async #failed(calendar: PartnerCalendarRow, fault: PartnerFault, notBefore: Instant | null): Promise<PartnerFault> {
    const failures = calendar.failures + 1;
    const dueAt = nextReading(this.#clock.now(), this.#everyMinutes, { failures, notBefore });
    await this.#ended(calendar, { fault, failures, dueAt: calendar.active ? dueAt : null });
    return fault;
  }

  /** Ends a lease, if it is still that one. */
  async #ended({ id, leaseId }: PartnerCalendarRow, change: Partial<PartnerCalendarRow>): Promise<void> {
    await this.#database.transaction(async (tx) => {
      if ((await lockCalendar(tx, id))?.leaseId !== leaseId) return;
      await updateCalendar(tx, id, { ...change, leaseId: null, leaseUntil: null });
    });
  }

  #dueAgain({ active }: PartnerCalendarRow, now: Instant): Instant | null {
    if (!active) return null;
    return nextReading(now, this.#everyMinutes, { failures: 0, notBefore: null });
  }
}
