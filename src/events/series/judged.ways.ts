// Ways out of dates that do not fit, for answers that tell of many of them.
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/db/database.ts';
import { Clock } from '../../platform/time/clock.ts';
import type { Deciding } from '../../venues/desk/want.rules.ts';
import type { AlternativeShown } from '../../venues/finding/alternative.types.ts';
import type { JudgedPlan } from '../sessions/plan.rules.ts';
import { waysOutOf } from '../sessions/ways.out.ts';

type WaysOut = Promise<ReadonlyMap<string, AlternativeShown[]>>;

/** All dates that were judged together are looked for at once. */
@Injectable()
export class JudgedWays {
  readonly #database: Database;
  readonly #clock: Clock;
  /** By all that were judged together, which lives as long as its request, and by how many were asked for. */
  readonly #found = new WeakMap<readonly JudgedPlan[], Map<number, WaysOut>>();

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Empty for what fits, and for what no room was asked for. */
  async of(
    plan: JudgedPlan | null,
    among: readonly JudgedPlan[],
    seeker: Omit<Deciding, 'now'> & { readonly first: number },
  ): Promise<readonly AlternativeShown[]> {
    if (!plan || plan.verdict === 'FITS') return [];
    const known = this.#found.get(among) ?? new Map<number, WaysOut>();
    this.#found.set(among, known);
    const asked = { ...seeker, now: this.#clock.now() };
    const found = known.get(seeker.first) ?? waysOutOf(this.#database.reader, among, asked);
    known.set(seeker.first, found);
    return (await found).get(plan.after.id) ?? [];
  }
}
