import { randomUUIDv7 } from 'node:crypto';

/** A UUIDv7 that knows what it names, so that a branch's id cannot be passed for an event's. */
export type Id<Of extends string> = string & { readonly __names: Of };

export function newId<Of extends string>(): Id<Of> {
  return randomUUIDv7() as Id<Of>;
}

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** True for text in the form of a UUID; Postgres would answer anything else with an error of its own. */
export function isId(text: string): boolean {
  return SHAPE.test(text);
}
