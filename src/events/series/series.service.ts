import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import { onceMoreWhenOvertaken } from '../../venues/bookings/booking.writing.ts';
import { lockForChange, type Stopped } from '../content/event.change.ts';
import type { EventRow } from '../record/event.tables.ts';
import type { SessionsRefused } from '../sessions/conflict.rules.ts';
import { carryOut, judgePlans } from '../sessions/planning.ts';
import type { SessionOver } from '../sessions/session.time.rules.ts';
import { seenForChange } from './event.reading.ts';
import { RegistrationCount } from './registration.count.ts';
import type { EventSeriesInput } from './series.input.types.ts';
import { type NoSeries, readSeries } from './series.reading.ts';
import { chosenDates, countVerdicts, type JudgedDate, judgedDates } from './series.rules.ts';
import { writeSeries } from './series.store.ts';

/** Some date does not fit, and what was asked for is all of them, or none fits. */
type NotScheduled = SessionsRefused | SkippedHour | SessionOver;

export interface PreviewedSeries {
  /** As it would be kept. */
  readonly rule: string;
  readonly dates: readonly JudgedDate[];
  readonly counts: ReturnType<typeof countVerdicts>;
}

@Injectable()
export class EventSeriesService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #registrations: RegistrationCount;

  constructor(@Inject(Database) database: Database, clock: Clock, registrations: RegistrationCount) {
    this.#database = database;
    this.#clock = clock;
    this.#registrations = registrations;
  }

  /** What scheduling it would say of each date; nothing is written and nothing is kept. */
  async preview(
    input: EventSeriesInput,
    viewer: Viewer,
    language: Language,
  ): Promise<PreviewedSeries | NoSeries | Stopped> {
    const { reader } = this.#database;
    const event = await seenForChange(reader, input, { viewer, language });
    if (isRefusal(event)) return event;
    const deciding = { viewer, language, now: this.#clock.now() };
    const asked = await readSeries(reader, event, input, deciding);
    if (isRefusal(asked)) return asked;
    const judged = await judgePlans(reader, event, asked.plans, deciding);
    const dates = judgedDates(asked.plans, judged, { ...input, now: deciding.now });
    return { rule: asked.series.rule, dates, counts: countVerdicts(dates) };
  }

  /** Schedules the dates that fit and keeps the others to be placed, or does nothing. */
  async schedule(
    input: EventSeriesInput,
    viewer: Viewer,
    language: Language,
  ): Promise<EventRow | NotScheduled | NoSeries | Stopped> {
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<EventRow | NotScheduled | NoSeries | Stopped>(async (tx) => {
        const event = await lockForChange(tx, { ...input, id: input.eventId }, 'UPDATE', { viewer, language });
        if (isRefusal(event)) return event;
        const deciding = { viewer, language, now: this.#clock.now() };
        const asked = await readSeries(tx, event, input, deciding);
        if (isRefusal(asked)) return asked;
        const act = { action: 'UPDATE', change: await this.#becoming(tx, event) };
        const done = await carryOut(tx, event, asked.plans, deciding, act, (judged) =>
          chosenDates(judgedDates(asked.plans, judged, { ...input, now: deciding.now }), input.mode, deciding),
        );
        if (isRefusal(done)) return done;
        await writeSeries(tx, asked.series);
        return done.event;
      }),
    );
  }

  /** What was a course is registered for by its dates now, unless somebody has a place in all of it. */
  async #becoming(tx: Tx, event: EventRow): Promise<Partial<EventRow>> {
    const arrangement = 'SERIES' as const;
    if (event.arrangement !== 'COURSE') return { arrangement };
    const registered = await this.#registrations.ofEvent(tx, event.id);
    const unit = registered === 0 ? { registrationUnit: 'SESSION' as const } : {};
    return { arrangement, attendanceThreshold: null, ...unit };
  }
}
