/// <reference lib="esnext.error" />

/** True for errors of every make: some libraries' are no native ones, and those of other realms fail `instanceof`. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Error.isError(value);
}
