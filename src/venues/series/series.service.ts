import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden } from '../../platform/faults/fault.ts';
import { newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Instant } from '../../platform/time/instant.ts';
import type { EndBeforeStart } from '../../platform/time/wall.rules.ts';
import { neededOverrides } from '../bookings/booking.decision.rules.ts';
import { mayAskForRooms } from '../bookings/booking.policy.ts';
import type { BookingSeriesRow, SeriesDateRow } from '../bookings/booking.tables.ts';
import { bookingOf, type Made, onceMoreWhenOvertaken, standStill, writeBookings } from '../bookings/booking.writing.ts';
import type { SeriesMode } from './series.codes.ts';
import type { SeriesInput } from './series.input.types.ts';
import { judgeSeries, readSeries } from './series.reading.ts';
import type { SeriesRuleWrong } from './series.rule.rules.ts';
import {
  type AskedSeries,
  countVerdicts,
  type JudgedDate,
  seriesRefused,
  type SeriesRefused,
  type SeriesVerdict,
} from './series.rules.ts';
import { insertSeries, writeSeriesDates } from './series.store.ts';

export interface PreviewedSeries {
  readonly rule: string;
  readonly dates: readonly JudgedDate[];
  readonly counts: ReturnType<typeof countVerdicts>;
}

/** How a series stands in the audit: whom to ask is nobody's business there. */
const SERIES_AUDITED = { masked: ['contact'], left: ['id'] };

const STATES = {
  FITS: 'PLACED',
  CLOSED: 'SKIPPED',
  CONFLICT: 'TO_PLACE',
  NO_SUCH_TIME: 'TO_PLACE',
} as const satisfies Record<SeriesVerdict, SeriesDateRow['state']>;

@Injectable()
export class SeriesService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** What booking it would say of each date; nothing is written and nothing is kept. */
  async previewSeries(
    input: SeriesInput,
    viewer: Viewer,
    language: Language,
  ): Promise<PreviewedSeries | SeriesRuleWrong | EndBeforeStart> {
    if (!mayAskForRooms(viewer)) throw forbidden();
    const { reader } = this.#database;
    const asked = await readSeries(reader, input, language);
    if (isRefusal(asked)) return asked;
    const dates = await judgeSeries(reader, asked, { viewer, language, now: this.#clock.now() });
    return { rule: asked.rule, dates, counts: countVerdicts(dates) };
  }

  /** Books the dates that fit, or nothing. */
  async bookSeries(
    input: SeriesInput,
    mode: SeriesMode,
    viewer: Viewer,
    language: Language,
  ): Promise<BookingSeriesRow | SeriesRefused | SeriesRuleWrong | EndBeforeStart> {
    if (!mayAskForRooms(viewer)) throw forbidden();
    const seen = await readSeries(this.#database.reader, input, language);
    if (isRefusal(seen)) return seen;
    return onceMoreWhenOvertaken(() =>
      this.#database.transaction<BookingSeriesRow | SeriesRefused>(async (tx) => {
        const now = this.#clock.now();
        const rooms = await standStill(tx, [seen.wish], now);
        const asked = { ...seen, wish: { ...seen.wish, room: rooms.get(seen.wish.room.id) ?? seen.wish.room } };
        const judged = await judgeSeries(tx, asked, { viewer, language, now });
        const { fits, conflicts, noSuchTime } = countVerdicts(judged);
        const isWhole = conflicts + noSuchTime === 0;
        if (fits === 0 || (mode === 'ALL_OR_NOTHING' && !isWhole)) return seriesRefused(judged, language);
        return this.#write(tx, asked, judged, { viewer, now });
      }),
    );
  }

  async #write(
    tx: Tx,
    asked: AskedSeries,
    judged: readonly JudgedDate[],
    { viewer, now }: { readonly viewer: Viewer; readonly now: Instant },
  ): Promise<BookingSeriesRow> {
    const series = seriesOf(asked, viewer, now);
    const made = judged.flatMap(({ verdict, wish, bookingId, broken }): Made[] => {
      if (verdict !== 'FITS' || !wish) return [];
      const overrides = neededOverrides(broken, asked.overrides);
      return [
        { row: { ...bookingOf(wish, asked, { viewer, now, queues: false, overrides, series }), id: bookingId }, wish },
      ];
    });
    const dates = judged.map((date): SeriesDateRow => {
      const { startLocal, verdict } = date;
      const bookingId = verdict === 'FITS' ? date.bookingId : null;
      return { seriesId: series.id, startLocal, state: STATES[verdict], bookingId, brokenKinds: kindsOf(date) };
    });
    const states = dates.map(({ startLocal, state }) => `${startLocal.slice(0, 16)} ${state}`);
    await insertSeries(tx, series);
    await writeBookings(tx, made, viewer, now);
    await Promise.all([
      writeSeriesDates(tx, dates),
      record(tx, viewer, now, {
        ...{ action: 'CREATE', thing: { kind: 'BookingSeries', id: series.id }, scopeIds: [series.branchId] },
        changes: changesBetween(null, { ...series, dates: states }, SERIES_AUDITED),
      }),
    ]);
    return series;
  }
}

/** Why it was not placed, each kind once. */
function kindsOf({ verdict, refusing }: JudgedDate): string[] {
  if (verdict === 'NO_SUCH_TIME') return ['SkippedHour'];
  return [...new Set(refusing.map(({ kind }) => kind))];
}

function seriesOf(asked: AskedSeries, viewer: Viewer, now: Instant): BookingSeriesRow {
  const { wish, rule, purpose, contact, startLocal, wallMinutes, buffers } = asked;
  return {
    ...{ rule, purpose, contact, startLocal, wallMinutes, ...buffers },
    id: newId<'BookingSeries'>(),
    branchId: wish.branch.id,
    roomId: wish.room.id,
    layoutKind: wish.layout.kind,
    expectedPeople: wish.expectedPeople,
    zone: wish.branch.zone,
    equipment: wish.equipment,
    askedById: viewer.kind === 'person' ? viewer.id : null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
