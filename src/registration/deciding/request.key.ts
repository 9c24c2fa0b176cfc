import { createHash } from 'node:crypto';
import type { RequestKey } from './request.ts';

/** The key of a request together with what was asked: the same fields in any order are the same. */
export function requestKey(text: string, input: object): RequestKey {
  return {
    text,
    inputHash: createHash('sha256')
      .update(JSON.stringify(sorted(input)))
      .digest(),
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}
