import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import type { Language } from '../../platform/language/language.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { LocalDate } from '../../platform/time/local.ts';
import { lockPlace, type Place, thingOf } from './opening.place.ts';
import { openDay } from './opening.rules.ts';
import { type ShownDay, shownDay } from './opening.presentation.rules.ts';
import { hoursOfBranches } from './opening.store.ts';
import { readStretch, stretchesClash, type StretchesClash, stretchText } from './opening.stretch.rules.ts';
import type { SpecialHoursRow } from './opening.tables.ts';
import { replaceSpecialHours, specialHoursOf } from './special-day.store.ts';
import type { SetSpecialDayArguments, SpecialDayArguments } from './special-day.types.ts';

type DayRow = Pick<SpecialHoursRow, 'opens' | 'closes' | 'noteUk' | 'noteEn'>;

@Injectable()
export class SpecialDayService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Gives one day hours of its own, or shuts it. Bookings made already stay. */
  async setSpecialDay(
    input: SetSpecialDayArguments,
    viewer: Viewer,
    language: Language,
  ): Promise<ShownDay | StretchesClash> {
    const { noteUk = null, noteEn = null } = input;
    if (noteEn !== null && noteUk === null) {
      throw invalidInput('noteEn stands only beside noteUk', { argument: 'noteEn' });
    }
    const stretches = input.stretches.map(readStretch);
    return this.#database.transaction<ShownDay | StretchesClash>(async (tx) => {
      const place = await lockPlace(tx, input, viewer);
      const clash = stretchesClash(stretches, language);
      if (clash) return clash;
      const notes = { noteUk, noteEn };
      const rows = stretches.map((stretch) => ({ ...stretch, ...notes }));
      await this.#replace(
        tx,
        place,
        input.date,
        rows.length > 0 ? rows : [{ opens: null, closes: null, ...notes }],
        viewer,
      );
      return shown(tx, place, input.date, language);
    });
  }

  /** Makes it a day like any other; one that is already is left as it is. */
  async clearSpecialDay(input: SpecialDayArguments, viewer: Viewer, language: Language): Promise<ShownDay> {
    return this.#database.transaction(async (tx) => {
      const place = await lockPlace(tx, input, viewer);
      await this.#replace(tx, place, input.date, [], viewer);
      return shown(tx, place, input.date, language);
    });
  }

  async #replace(tx: Tx, place: Place, date: LocalDate, rows: readonly DayRow[], viewer: Viewer): Promise<void> {
    const day = { branchId: place.branch.id, roomId: place.room?.id ?? null, date };
    const changes = changesBetween({ [date]: imageOf(await specialHoursOf(tx, day)) }, { [date]: imageOf(rows) });
    if (changes.length === 0) return;
    await replaceSpecialHours(tx, day, rows);
    const deed = { action: 'SET_SPECIAL_DAY', thing: thingOf(place), changes, scopeIds: [place.branch.id] };
    await record(tx, viewer, this.#clock.now(), deed);
  }
}

/** The day as the audit tells it; null for one like any other. */
function imageOf(rows: readonly DayRow[]) {
  const [first] = rows;
  if (!first) return null;
  const { noteUk, noteEn } = first;
  const hours = rows
    .flatMap(({ opens, closes }) => (opens === null || closes === null ? [] : [{ opens, closes }]))
    .sort((a, b) => a.opens - b.opens);
  return { hours: hours.map((stretch) => stretchText(stretch, 'en')), noteUk, noteEn };
}

async function shown(tx: Tx, { branch, room }: Place, date: LocalDate, language: Language): Promise<ShownDay> {
  const hours = (await hoursOfBranches(tx, [branch], date, date)).get(branch.id);
  if (!hours) throw new Error(`no hours of the branch ${branch.id} were read`);
  return shownDay(openDay(hours, room, date), branch.zone, language);
}
