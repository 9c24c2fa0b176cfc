import type postgres from 'postgres';

/** How many statements a connection keeps; what comes later is sent as it was before. */
const MOST_STATEMENTS = 500;
/** An IN list and rows to insert make a new text for every length: those are not kept. */
const VARYING = /\bin \(\$\d+(?:::\w+)?, \$\d|\bvalues \(.*\), \(/s;

const known = new Set<string>();

function isWorthKeeping(text: string): boolean {
  if (known.has(text)) return true;
  if (known.size >= MOST_STATEMENTS || VARYING.test(text)) return false;
  known.add(text);
  return true;
}

type Unsafe = (text: string, values?: unknown[], options?: { readonly prepare?: boolean }) => unknown;
type Begin = (...parts: unknown[]) => unknown;

/**
 * drizzle sends every statement unnamed: it is parsed, described and planned anew each time, in two round trips, and none
 * follows another before the answer. Kept by name, a statement is one message, and those sent at once go out at once.
 */
export function keepingStatements<Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name === 'unsafe') {
        const unsafe: Unsafe = (text, values = [], options = {}) =>
          (value as Unsafe).call(target, text, values, {
            ...options,
            // drizzle asks for it only where a statement was given a name, and against it everywhere else.
            prepare: options.prepare === true || (values.length > 0 && isWorthKeeping(text)),
          });
        return unsafe;
      }
      if (name !== 'begin' && name !== 'savepoint') return value;
      const begin: Begin = (...parts) =>
        (value as Begin).call(
          target,
          ...parts.map((part) =>
            typeof part === 'function'
              ? (inside: postgres.TransactionSql) =>
                  (part as (sql: postgres.TransactionSql) => unknown)(keepingStatements(inside))
              : part,
          ),
        );
      return begin;
    },
  });
}
