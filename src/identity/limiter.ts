import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/db/database.ts';
import { Clock } from '../platform/time/clock.ts';
import { forgiven, pace, type Pace } from './limit.rules.ts';
import { lockLimits, readLimits, writeLimit } from './limit.store.ts';
import type { LimitRow } from './limit.tables.ts';
import { hashOf } from './secret.ts';

/** One limit that an attempt falls under: the pace, and whose attempts are counted together. */
export interface Counted {
  readonly pace: Pace;
  readonly of: string;
}

/** Counts attempts in the database, so that a limit holds over all processes. */
@Injectable()
export class Limiter {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Counts an attempt before it is made, so that many at once cannot pass together. Answers the seconds to wait when one
   * of the limits refuses it, and then none of them counts it; 0 when it is admitted.
   */
  async admit(counted: readonly Counted[]): Promise<number> {
    const keyed = withKeys(counted);
    // Most attempts of somebody who hammers end here: no lock is taken and nothing is written.
    const seen = await readLimits(this.#database.reader, keysOf(keyed));
    const early = longest(joined(keyed, seen).map((one) => pace(one.row, one.pace, this.#clock.now()).wait));
    if (early > 0) return early;
    return this.#database.transaction((tx) => this.admitWithin(tx, counted));
  }

  /** The same within a transaction: what is rolled back is not counted. */
  async admitWithin(tx: Tx, counted: readonly Counted[]): Promise<number> {
    const keyed = withKeys(counted);
    const now = this.#clock.now();
    const held = joined(keyed, await lockLimits(tx, keysOf(keyed), now));
    const paced = held.map((one) => ({ key: one.row.key, ...pace(one.row, one.pace, now) }));
    const wait = longest(paced.map((one) => one.wait));
    if (wait === 0) for (const { key, after } of paced) await writeLimit(tx, key, after);
    return wait;
  }

  /** Takes back the count of an attempt that turned out right. */
  async forgive(counted: readonly Counted[]): Promise<void> {
    const keyed = withKeys(counted);
    await this.#database.transaction(async (tx) => {
      const now = this.#clock.now();
      for (const { pace: limit, row } of joined(keyed, await lockLimits(tx, keysOf(keyed), now))) {
        await writeLimit(tx, row.key, forgiven(row, limit, now));
      }
    });
  }
}

interface Keyed {
  readonly pace: Pace;
  readonly key: Uint8Array;
}

function withKeys(counted: readonly Counted[]): Keyed[] {
  return counted.map(({ pace: limit, of }) => ({ pace: limit, key: hashOf(`${limit.name}\n${of}`) }));
}

function keysOf(keyed: readonly Keyed[]): Uint8Array[] {
  return keyed.map(({ key }) => key);
}

/** Each row with the pace it is under. */
function joined(keyed: readonly Keyed[], rows: readonly LimitRow[]): { pace: Pace; row: LimitRow }[] {
  return rows.flatMap((row) => {
    const found = keyed.find(({ key }) => Buffer.compare(key, row.key) === 0);
    return found ? [{ pace: found.pace, row }] : [];
  });
}

function longest(waits: readonly number[]): number {
  return Math.max(0, ...waits);
}

/** Whose attempts count together: an address, or where addresses are plenty (IPv6) the network of one home, or of a provider’s customer. */
export function networkOf(address: string, ipv6: 64 | 48 = 64): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const middle = Array<string>(Math.max(8 - front.length - back.length, 0)).fill('0');
  return [...front, ...(tail === undefined ? [] : [...middle, ...back])]
    .slice(0, ipv6 / 16)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
