// What tests of access write down: many things at once, straight into the tables.
import { getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { audiences, bodies, districts, outlets, schools } from '../src/directory/entry.tables.ts';
import { branchEditing } from '../src/events/record/branch-editing.tables.ts';
import { eventAudiences, eventMeasures, events } from '../src/events/record/event.tables.ts';
import { eventSessions } from '../src/events/record/session.tables.ts';
import { eventProposals, proposalFormKeys } from '../src/events/proposals/proposal.tables.ts';
import { speakers } from '../src/events/speakers/speaker.tables.ts';
import { eventTemplates } from '../src/events/templates/template.tables.ts';
import { partnerCalendars } from '../src/feeds/partners/record/partner.tables.ts';
import { webhookDeliveries, webhooks } from '../src/feeds/push/webhook.tables.ts';
import { assignments } from '../src/identity/assignment.tables.ts';
import { links } from '../src/identity/link.tables.ts';
import { people } from '../src/identity/person.tables.ts';
import { schoolRequests } from '../src/identity/school-request.tables.ts';
import { apiTokens, sessions } from '../src/identity/session.tables.ts';
import { measures } from '../src/plans/measure.tables.ts';
import { plans } from '../src/plans/plan.tables.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import type { Database } from '../src/platform/db/database.ts';
import { keptMails, outgoingMails } from '../src/platform/mail/mail.tables.ts';
import { uploads } from '../src/platform/uploads/upload.tables.ts';
import { questionSets } from '../src/registration/questions/question-set.tables.ts';
import { personalFeeds } from '../src/feeds/personal/personal.feed.tables.ts';
import { follows, noticeLinks, notices } from '../src/notifications/notice.tables.ts';
import {
  dateWishes,
  registrationLinks,
  registrations,
  wishedDates,
} from '../src/registration/record/registration.tables.ts';
import { quotas, rosters } from '../src/registration/record/roster.tables.ts';
import {
  bookings,
  bookingSeries,
  equipmentUses,
  occupancies,
  seriesDates,
} from '../src/venues/bookings/booking.tables.ts';
import { blockings, closures, holidays } from '../src/venues/hours/closure.tables.ts';
import { openingHours, specialHours } from '../src/venues/hours/opening.tables.ts';
import { branches } from '../src/venues/places/branch.tables.ts';
import { equipment } from '../src/venues/places/equipment.tables.ts';
import { layouts, rooms, roomUnits, spaces, units } from '../src/venues/places/room.tables.ts';

/** In the order in which rows refer to each other. */
const TABLES: readonly PgTable[] = [
  ...[people, sessions, apiTokens, audiences, districts, bodies, outlets, schools, branches],
  ...[spaces, units, rooms, roomUnits, layouts, equipment, openingHours, specialHours, holidays, closures, blockings],
  ...[bookingSeries, bookings, occupancies, equipmentUses, seriesDates, plans, measures, speakers, events],
  ...[eventAudiences, eventMeasures, eventSessions, eventProposals, proposalFormKeys, eventTemplates, branchEditing],
  ...[schoolRequests, links, outgoingMails, keptMails, uploads, assignments, questionSets],
  ...[rosters, quotas, registrations, registrationLinks, notices, follows, noticeLinks, dateWishes, wishedDates],
  ...[personalFeeds, partnerCalendars, webhooks, webhookDeliveries, auditEntries],
];

/** What is to be written down for many calls at once. */
export class Rows {
  readonly #rows = new Map<PgTable, object[]>();

  add<Table extends PgTable>(table: Table, row: Table['$inferInsert']): void {
    const known = this.#rows.get(table);
    if (known) known.push(row);
    else this.#rows.set(table, [row]);
  }

  async write(database: Database): Promise<void> {
    if ([...this.#rows.keys()].some((table) => !TABLES.includes(table))) throw new Error('a table has no order');
    await database.transaction(async (tx) => {
      for (const table of TABLES) {
        for (const [names, rows] of alike(table, this.#rows.get(table) ?? [])) {
          const columns = sql.join(
            names.map((name) => sql.identifier(name)),
            sql`, `,
          );
          // As one parameter: drizzle takes longer over a thousand values than Postgres over the rows.
          const given = JSON.stringify(rows);
          await tx.execute(
            sql`insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, ${given}::json)`,
          );
        }
      }
    });
  }
}

/** The rows by which columns they give, with the columns' names: what a row leaves out keeps its default. */
function alike(table: PgTable, rows: readonly object[]): [names: string[], rows: object[]][] {
  const columns = Object.entries(getTableColumns(table));
  const groups = new Map<string, [string[], object[]]>();
  for (const row of rows) {
    const values = columns.flatMap(([field, column]) => {
      const value = (row as Record<string, unknown>)[field] ?? column.defaultFn?.();
      return value === undefined || value === null ? [] : [[column.name, written(value)] as const];
    });
    const names = values.map(([name]) => name);
    const group = groups.get(names.join()) ?? [names, []];
    group[1].push(Object.fromEntries(values));
    groups.set(names.join(), group);
  }
  return [...groups.values()];
}

const written = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
