import { Injectable } from '@nestjs/common';
import type { Reader } from '../platform/db/database.ts';
import type { ScopeKind } from './role.rules.ts';

/** What a scope is called, and what it lies in: an event in its branch. */
export interface ScopeFacts {
  readonly nameUk: string;
  readonly nameEn: string | null;
  readonly within?: readonly string[];
}

export type ScopeLookup = (reader: Reader, ids: readonly string[]) => Promise<ReadonlyMap<string, ScopeFacts>>;

const NONE: ScopeLookup = () => Promise.resolve(new Map());

/** Roles are limited to things of higher floors; each floor says here how its things are looked up. */
@Injectable()
export class ScopeRegistry {
  readonly #lookups = new Map<ScopeKind, ScopeLookup>();

  register(kind: ScopeKind, lookup: ScopeLookup): void {
    this.#lookups.set(kind, lookup);
  }

  /** The look-up of a kind itself, for the loaders of a request. */
  loaderOf(kind: ScopeKind): ScopeLookup {
    return this.#lookups.get(kind) ?? NONE;
  }

  /** The facts of those that exist. */
  async find(reader: Reader, kind: ScopeKind, ids: readonly string[]): Promise<ReadonlyMap<string, ScopeFacts>> {
    return this.loaderOf(kind)(reader, ids);
  }
}
