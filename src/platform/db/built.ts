import type { Reader } from './database.ts';

interface Runnable<Parameters, Answer> {
  execute(parameters: Parameters): Promise<Answer>;
}

/**
 * A query that is put into words once for a reader, for those asked for with nearly every page: to build the text of one
 * with many columns takes longer than Postgres needs to answer it. What differs from call to call is a `sql.placeholder`.
 */
export function built<Parameters extends Record<string, unknown>, Answer>(
  build: (reader: Reader) => Runnable<Parameters, Answer>,
): (reader: Reader, parameters: Parameters) => Promise<Answer> {
  const known = new WeakMap<Reader, Runnable<Parameters, Answer>>();
  return (reader, parameters) => {
    const query = known.get(reader) ?? build(reader);
    known.set(reader, query);
    return query.execute(parameters);
  };
}
