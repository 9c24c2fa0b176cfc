import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { record } from '../../platform/audit/audit.store.ts';
import type { AuditedChange } from '../../platform/audit/audit.tables.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { forbidden, notFound } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import type { HolidayRow } from './closure.tables.ts';
import { mayEditHolidays } from './holiday.policy.ts';
import { readHolidayList } from './holiday.reader.ts';
import { differenceOf, type HolidayListInvalid } from './holiday.rules.ts';
import { deleteHoliday, holidaysOn, lockHolidays, upsertHolidays } from './holiday.store.ts';

/** A holiday has no id, and the audit wants one: all its lines are about the list. */
const LIST = { kind: 'HolidayList', id: '019a0000-0000-7000-8000-000000000001' };

export interface HolidayImport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

@Injectable()
export class HolidayService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Imports a list whole or not at all; the same list again changes nothing. A dry run only counts. */
  async importHolidays(
    { csv, dryRun }: { readonly csv: string; readonly dryRun: boolean },
    viewer: Viewer,
    language: Language,
  ): Promise<HolidayImport | HolidayListInvalid> {
    if (!mayEditHolidays(viewer)) throw forbidden();
    const list = readHolidayList(csv, language);
    if (isRefusal(list)) return list;
    return this.#database.transaction(async (tx) => {
      await lockHolidays(tx);
      const known = await holidaysOn(
        tx,
        list.map(({ date }) => date),
      );
      const { added, changed, unchanged } = differenceOf(known, list);
      const written = [...added, ...changed];
      if (!dryRun && written.length > 0) {
        await upsertHolidays(tx, written);
        const changes = written.map((row) => ({
          field: row.date,
          before: namesOf(known.get(row.date)),
          after: namesOf(row),
        }));
        await this.#record(tx, viewer, 'IMPORT', changes);
      }
      return { added: added.length, changed: changed.length, unchanged: unchanged.length, removed: 0 };
    });
  }

  /** Takes a day out of the list. Throws NOT_FOUND for one that is not in it. */
  async removeHoliday(date: LocalDate, viewer: Viewer): Promise<HolidayRow> {
    if (!mayEditHolidays(viewer)) throw forbidden();
    return this.#database.transaction(async (tx) => {
      await lockHolidays(tx);
      const removed = await deleteHoliday(tx, date);
      if (!removed) throw notFound('a holiday of this date');
      await this.#record(tx, viewer, 'REMOVE', [{ field: date, before: namesOf(removed), after: null }]);
      return removed;
    });
  }

  async #record(tx: Tx, viewer: Viewer, action: string, changes: readonly AuditedChange[]): Promise<void> {
    await record(tx, viewer, this.#clock.now(), { action, thing: LIST, changes });
  }
}

function namesOf(row: HolidayRow | undefined) {
  return row ? { nameUk: row.nameUk, nameEn: row.nameEn } : null;
}
