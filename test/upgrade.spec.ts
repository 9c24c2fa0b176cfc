// What an older version wrote is still there after the migrations of a newer one.
import { readdirSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import { newId } from '../src/platform/ids/id.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const FOLDER = new URL('../drizzle/', import.meta.url);
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort();

async function migrate(sql: postgres.Sql, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const statements = readFileSync(new URL(file, FOLDER), 'utf8').split('--> statement-breakpoint');
    await sql.begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement);
    });
  }
}

describe('an upgrade from the time when an event had one date', () => {
  let postgresOfTest: TestDatabase;
  let sql: postgres.Sql;
  const [branch, plan, measure, published, cancelled, draft] = Array.from({ length: 6 }, () => newId());

  beforeAll(async () => {
    postgresOfTest = await createTestDatabase();
    sql = postgres({ ...postgresOfTest.options, max: 1, onnotice: () => undefined });
    await sql.unsafe('drop schema public cascade; drop schema drizzle cascade; create schema public');
    const at = FILES.findIndex((name) => name.startsWith('0007'));
    await migrate(sql, FILES.slice(0, at));
    await sql`insert into branch (id, slug, name_uk, name_en, address, zone, created_at)
      values (${branch!}, 'central', 'Центральна', 'Central', 'вул. Прорізна, 1', 'Europe/Kyiv', now())`;
    await sql`insert into plan (id, year, last_year, title, title_key, version, created_at, updated_at)
      values (${plan!}, 2019, 2019, 'План', 'план', 1, now(), now())`;
    await sql`insert into measure (id, plan_id, position, number, title, goal_verbatim, title_verbatim, audience_verbatim,
        funding_verbatim, bodies_verbatim, term_verbatim, funding_kind, term_kind, event_kinds, source_lines, extras,
        created_at, updated_at)
      values (${measure!}, ${plan!}, 0, '8', 'Захід', '', '', '', '', '', '', 'NONE', 'YEAR', '{}', '{}', '[]', now(), now())`;
    const events = [
      [published, 'PUBLISHED', 'CONFIRMED', null, 3],
      [cancelled, 'PUBLISHED', 'CANCELLED', 'Немає світла', 4],
      [draft, 'DRAFT', 'CONFIRMED', null, 0],
    ] as const;
    for (const [id, editorial, happening, reason, sequence] of events) {
      await sql`insert into event (id, kind, title_uk, branch_id, start_local, zone, wall_minutes, starts_at, ends_at,
          editorial_status, happening_status, cancel_reason, cancelled_at, sequence, search_key, created_at, updated_at,
          published_at, revised_at)
        values (${id!}, 'LECTURE', 'Лекція', ${branch!}, '2019-04-03 15:00', 'Europe/Kyiv', 90, '2019-04-03T12:00Z',
          '2019-04-03T13:30Z', ${editorial}, ${happening}, ${reason}, ${reason && '2019-03-01T00:00Z'}, ${sequence},
          'лекція', now(), now(), ${editorial === 'DRAFT' ? null : '2019-02-01T00:00Z'}, '2019-03-01T00:00Z')`;
      await sql`insert into event_measure (event_id, measure_id, is_primary, position) values (${id!}, ${measure!}, true, 0)`;
    }
    await migrate(sql, FILES.slice(at));
  });

  afterAll(async () => {
    await sql.end({ timeout: 5 });
    await postgresOfTest.drop();
  });

  it('keeps each event as one session under the same id, with its counters and its end', async () => {
    const rows = await sql`select id, event_id, start_local::text, wall_minutes, starts_at, happening_status, reason,
      sequence, revised_at, standing, is_listed from event_session order by sequence`;
    const common = {
      ...{ start_local: '2019-04-03 15:00:00', wall_minutes: 90, starts_at: new Date('2019-04-03T12:00:00Z') },
      ...{ revised_at: new Date('2019-03-01T00:00:00Z'), standing: 'SCHEDULED' },
    };
    const alive = { happening_status: 'CONFIRMED', reason: null };
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { ...common, ...alive, id: draft, event_id: draft, sequence: 0, is_listed: false },
      { ...common, ...alive, id: published, event_id: published, sequence: 3, is_listed: true },
      {
        ...{ ...common, id: cancelled, event_id: cancelled, sequence: 4, is_listed: true },
        ...{ happening_status: 'CANCELLED', reason: 'Немає світла' },
      },
    ]);
  });

  it('lists them by what they are', async () => {
    const [row] = await sql`select kind, listing_profile.branch_id, measure_ids, mode from listing_profile
      join event_session on profile_id = listing_profile.id where event_session.id = ${published!}`;
    expect({ ...row }).toEqual({ kind: 'LECTURE', branch_id: branch, measure_ids: [measure], mode: 'OFFLINE' });
  });
});
