// Which statements a connection keeps by name, as the server itself tells.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { and, eq, gte, inArray, notInArray, sql } from 'drizzle-orm';
import { boolean, customType, integer, pgTable, serial, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { Database, type Reader, type Tx } from '../src/platform/db/database.ts';
import { newId } from '../src/platform/ids/id.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const range = customType<{ data: string }>({ dataType: () => 'int4range' });
const parcels = pgTable('parcel', {
  id: uuid('id').primaryKey(),
  owner: uuid('owner').notNull(),
  name: text('name').notNull(),
  note: text('note'),
  weight: integer('weight').notNull(),
  pieces: integer('pieces').array().notNull(),
  fragile: boolean('fragile').notNull(),
  sentAt: timestamp('sent_at', { withTimezone: true, mode: 'date' }).notNull(),
  shelves: range('shelves'),
  number: serial('number'),
});
const PARCEL = {
  owner: '01890000-0000-7000-8000-000000000001',
  name: 'книги',
  note: null,
  weight: 7,
  pieces: [1, 2],
  fragile: false,
  sentAt: new Date('2026-03-29T18:00:00Z'),
} as const;
const row = (name: string) => ({ id: newId<'Parcel'>(), ...PARCEL, pieces: [...PARCEL.pieces], name });

let postgres: TestDatabase;
let database: Database;

beforeAll(async () => {
  postgres = await createTestDatabase();
  database = new Database(postgres.options, { pool: 1 });
  await database.reader.execute(sql`create table parcel (id uuid primary key, owner uuid not null,
    name text not null, note text, weight integer not null, pieces integer[] not null, fragile boolean not null,
    sent_at timestamptz not null, shelves int4range, number serial)`);
  await database.close();
});

afterAll(() => postgres.drop());

beforeEach(() => {
  // One connection: what it keeps is asked of itself.
  database = new Database(postgres.options, { pool: 1 });
});

afterEach(() => database.close());

async function kept(): Promise<string[]> {
  const rows = await database.reader.execute<{ statement: string }>(
    sql.raw('select statement from pg_prepared_statements order by prepare_time'),
  );
  return rows.map(({ statement }) => statement).filter((statement) => statement.includes('parcel'));
}

const PLACES: readonly [string, (work: (reader: Reader) => Promise<void>) => Promise<void>][] = [
  ['by itself', (work) => work(database.reader)],
  ['in a transaction', (work) => database.transaction(work)],
  ['behind a savepoint', (work) => database.transaction((tx) => tx.transaction((inner) => work(inner as Tx)))],
];

const KEPT: readonly [string, (reader: Reader) => PromiseLike<unknown>][] = [
  ['a select with a parameter', (reader) => reader.select().from(parcels).where(eq(parcels.name, 'книги'))],
  [
    'a select with parameters side by side',
    (reader) =>
      reader
        .select({ id: parcels.id })
        .from(parcels)
        .where(
          sql`(${parcels.weight}, ${parcels.name}) > (${1}, ${'а'}) or ${parcels.name} = coalesce(${'а'}, ${'б'})`,
        ),
  ],
  [
    'a select of two calculated columns',
    (reader) =>
      reader
        .select({ max: sql`(select max(weight) from parcel), (select min(weight) from parcel)`, id: parcels.id })
        .from(parcels)
        .where(gte(parcels.weight, 1)),
  ],
  [
    'a list of one',
    (reader) =>
      reader
        .select()
        .from(parcels)
        .where(inArray(parcels.name, ['а'])),
  ],
  ['a row with many columns', (reader) => reader.insert(parcels).values(row('один'))],
  [
    'a row with columns that are calculated',
    (reader) =>
      reader
        .insert(parcels)
        .values({ ...row('ряд'), shelves: sql`int4range(${1}, ${4})`, note: sql`lower(${'Ж'})` })
        .returning(),
  ],
  [
    'a row that is there already, perhaps',
    (reader) =>
      reader
        .insert(parcels)
        .values(row('знову'))
        .onConflictDoUpdate({ target: parcels.id, set: { weight: 8, name: 'інше' } }),
  ],
  ['an update', (reader) => reader.update(parcels).set({ weight: 9, name: 'два' }).where(eq(parcels.name, 'два'))],
];

const NOT_KEPT: readonly [string, (reader: Reader) => PromiseLike<unknown>][] = [
  [
    'a list',
    (reader) =>
      reader
        .select()
        .from(parcels)
        .where(inArray(parcels.name, ['а', 'б'])),
  ],
  [
    'a list of what is not',
    (reader) =>
      reader
        .select()
        .from(parcels)
        .where(notInArray(parcels.name, ['а', 'б'])),
  ],
  [
    'a list behind other parameters',
    (reader) =>
      reader
        .delete(parcels)
        .where(and(eq(parcels.weight, 99), inArray(parcels.name, ['а', 'б', 'в']), eq(parcels.fragile, true))),
  ],
  [
    'a list of parameters with their types',
    (reader) => reader.execute(sql`select 1 from parcel where weight in (${1}::int4, ${2}::int4)`),
  ],
  ['several rows', (reader) => reader.insert(parcels).values([row('а'), row('б')])],
  [
    'several rows, of which the last column is calculated',
    (reader) =>
      reader
        .insert(parcels)
        .values(['в', 'г'].map((name) => ({ ...row(name), shelves: sql`int4range(${1}, ${4})` })))
        .returning({ id: parcels.id }),
  ],
];

describe.each(PLACES)('a connection, asked %s', (_, within) => {
  it.each(KEPT)('keeps %s, once', async (_, ask) => {
    await within(async (reader) => {
      await ask(reader);
      await ask(reader);
    });
    expect(await kept()).toHaveLength(1);
  });

  it.each(NOT_KEPT)('does not keep %s', async (_, ask) => {
    await within(async (reader) => {
      await ask(reader);
      await ask(reader);
    });
    expect(await kept()).toEqual([]);
  });
});

it('answers the same from a statement that is kept', async () => {
  const name = 'двічі';
  const made = [1, 2].map((weight) => ({ ...row(name), weight }));
  for (const parcel of made) await database.reader.insert(parcels).values(parcel);
  const found = await database.reader.select().from(parcels).where(eq(parcels.name, name)).orderBy(parcels.weight);
  expect(found).toMatchObject(made);
  expect(await kept()).toHaveLength(2);
});
