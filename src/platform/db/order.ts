import { type Column, type SQL, sql } from 'drizzle-orm';

/**
 * Resolves when the statements asked for before are on their way: a connection answers in the order in which it was asked,
 * so what is asked next sees what those have locked, without waiting for their answers.
 */
export function handedOver(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Ids as one parameter: an IN list would be another statement for every number of ids, each to be planned anew. */
export function idList(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}

/** Whether a column has one of the ids: drizzle's `inArray` for lists of any length, in one statement for all of them. */
export function among(column: Column, ids: readonly string[]): SQL {
  return sql`${column} = any(${idList(ids)}::uuid[])`;
}

/** The same in a query that is built once: the ids are its parameter `ids`, an `idList`. */
export function amongGiven(column: Column): SQL {
  return sql`${column} = any(${sql.placeholder('ids')}::uuid[])`;
}
