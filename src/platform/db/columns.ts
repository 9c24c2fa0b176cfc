import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import { type Id, newId } from '../ids/id.ts';
import { formatUtc, type Instant } from '../time/instant.ts';

/** The primary key of every table: a UUIDv7 made by the program, so that it is known before the insert. */
export const idColumn = <Of extends string>() =>
  uuid('id')
    .$type<Id<Of>>()
    .primaryKey()
    .$defaultFn(() => newId<Of>());

/** A reference by id; the caller adds `.references(() => other.id)`. */
export const refColumn = <Of extends string>(name: string) => uuid(name).$type<Id<Of>>();

/** An instant; Postgres keeps microseconds, the program milliseconds. */
export const instantColumn = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

/** A wall-clock moment without zone, as text in the program (`2026-03-29T18:00:00`), as `timestamp` in Postgres. */
export const localColumn = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (0)',
  fromDriver: (value) => value.replace(' ', 'T').slice(0, 19),
  toDriver: (value) => value,
});

export const bytesColumn = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** A half-open stretch of the time line, `[from, to)`. Written only: whatever is read has its ends in columns of their own. */
export const spanColumn = customType<{ data: { readonly from: Instant; readonly to: Instant }; driverData: string }>({
  dataType: () => 'tstzrange',
  toDriver: ({ from, to }) => `[${formatUtc(from)},${formatUtc(to)})`,
});
