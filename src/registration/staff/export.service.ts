import { Inject, Injectable } from '@nestjs/common';
import writeExcelFile from 'write-excel-file/node';
import { audiencesByIds } from '../../directory/entry.store.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { Database } from '../../platform/db/database.ts';
import type { Language } from '../../platform/language/language.ts';
import { dateOf, KYIV, toLocal } from '../../platform/time/local.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import { schoolsByIds } from '../groups/class.store.ts';
import type { RegistrationRow } from '../record/registration.tables.ts';
import { quotasOfRosters } from '../record/roster.store.ts';
import { csvOf, type ExportTable, exportTable, type NamedFrom } from './export.rules.ts';
import { allOfRoster, bodiesByIds, outletsByIds } from './registration.list.store.ts';
import { StaffDesk } from './staff.desk.ts';

export type ExportFormat = 'csv' | 'xlsx';

export interface ExportFile {
  readonly bytes: Buffer;
  /** ASCII, without its ending. */
  readonly fileName: string;
  /** The name a person may save it under, without its ending. */
  readonly title: string;
}

/** No room holds more, and who cancelled does not come often. */
const MOST_ROWS = 50_000;

/** Takes all of a roster out of the program, which is written down. */
@Injectable()
export class ExportService {
  readonly #database: Database;
  readonly #staff: StaffDesk;

  constructor(@Inject(Database) database: Database, staff: StaffDesk) {
    this.#database = database;
    this.#staff = staff;
  }

  /** Throws NOT_FOUND for no roster, FORBIDDEN to whoever does not edit its event. */
  async export(rosterId: string, format: ExportFormat, asking: Asking): Promise<ExportFile> {
    const { roster, event, session } = await this.#staff.subject(rosterId, asking.viewer);
    const { language } = asking;
    const rows = await allOfRoster(this.#database.reader, roster.id, MOST_ROWS);
    const zone = session?.zone ?? KYIV;
    const named = await this.#named(roster.id, rows, language);
    const table = exportTable(rows, roster.questions, { language, zone, named });
    const bytes = format === 'csv' ? Buffer.from(csvOf(table)) : await spreadsheetOf(table, language);
    await this.#database.transaction((tx) =>
      record(tx, asking.viewer, asking.at, {
        action: 'EXPORT',
        thing: { kind: 'Roster', id: roster.id },
        changes: [{ field: 'registrations', before: null, after: { format, count: rows.length } }],
        scopeIds: [event.branchId],
        requestId: asking.requestId,
      }),
    );
    const day = session ? dateOf(session.startLocal) : dateOf(toLocal(asking.at, zone));
    const title = language === 'en' ? (event.titleEn ?? event.titleUk) : event.titleUk;
    return { bytes, fileName: `registrations-${day}`, title: `${title} ${day}` };
  }

  async #named(rosterId: string, rows: readonly RegistrationRow[], language: Language): Promise<NamedFrom> {
    const { reader } = this.#database;
    const quotas = (await quotasOfRosters(reader, [rosterId])).get(rosterId) ?? [];
    const of = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
    const named = <Row extends { readonly nameUk: string; readonly nameEn: string }>(all: ReadonlyMap<string, Row>) =>
      new Map([...all].map(([id, { nameUk, nameEn }]) => [id, language === 'en' ? nameEn : nameUk]));
    const owners = {
      schools: named(await schoolsByIds(reader, of(rows.map(({ schoolId }) => schoolId)))),
      bodies: named(await bodiesByIds(reader, of([...rows, ...quotas].map(({ bodyId }) => bodyId)))),
      outlets: named(await outletsByIds(reader, of([...rows, ...quotas].map(({ outletId }) => outletId)))),
    };
    const audiences = named(await audiencesByIds(reader, of(quotas.map(({ audienceId }) => audienceId))));
    const nameOf = ({ audienceId, bodyId, outletId }: (typeof quotas)[number]) =>
      audiences.get(audienceId ?? '') ?? owners.bodies.get(bodyId ?? '') ?? owners.outlets.get(outletId ?? '') ?? '';
    return { ...owners, quotas: new Map(quotas.map((quota) => [quota.id, nameOf(quota)])) };
  }
}

/** Each cell has its type: a text is never a formula there. */
async function spreadsheetOf({ heading, rows }: ExportTable, language: Language): Promise<Buffer> {
  const cell = (value: string | number | null) => {
    if (value === null) return null;
    return typeof value === 'number' ? { value, type: Number } : { value, type: String };
  };
  const first = heading.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const sheet = language === 'uk' ? 'Реєстрації' : 'Registrations';
  return writeExcelFile([first, ...rows.map((row) => row.map(cell))], { sheet, stickyRowsCount: 1 }).toBuffer();
}
