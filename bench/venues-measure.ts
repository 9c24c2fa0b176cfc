// How long the same questions take in two cities, asked by turns so that whatever else the machine does meets both.
import { setTimeout as sleep } from 'node:timers/promises';
import type { City } from './city.ts';
import type { Asked, Data, RunningCity } from './venues-city.ts';

export interface Measured {
  readonly name: string;
  /** Milliseconds that 95 of 100 should stay under. */
  readonly limit: number;
  /** The question of this number: another one for each, the same for every city. */
  readonly make: (city: City, chance: Chance) => Asked;
  /** What is wrong with an answer; null for nothing. What is not found is quick: an empty answer measures nothing. */
  readonly check: (data: Data) => string | null;
}

export interface Times {
  readonly p50: number;
  readonly p95: number;
  /** Of a request, in the mean: milliseconds of running statements in Postgres, and how many transactions. */
  readonly inPostgres: number;
  readonly transactions: number;
}

const WARM = 100;
const REQUESTS = 400;
/** Of one city in a row. */
const TURN = 20;
/** Backends that have nothing to do report what they did after 10 s at the latest. */
const REPORTED_MS = 10_500;

/** mulberry32: quick, and the same everywhere. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 to `sides` - 1. */
  dice(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * sides);
  }

  of<Item>(list: readonly Item[]): Item {
    const item = list[this.dice(list.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }
}

export function quantile(numbers: readonly number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
}

export async function measure(thing: Measured, cities: readonly RunningCity[]): Promise<Times[]> {
  const ask = async (running: RunningCity, n: number): Promise<number> => {
    const asked = thing.make(running.city, new Chance(n));
    const begun = performance.now();
    const data = await running.ask(asked);
    const took = performance.now() - begun;
    const wrong = thing.check(data);
    if (wrong) throw new Error(`${thing.name}, ${JSON.stringify(asked.variables)}: ${wrong}`);
    return took;
  };
  for (const running of cities) for (let n = 0; n < WARM; n += 1) await ask(running, 1_000_000 + n);
  await sleep(REPORTED_MS);
  const before = await Promise.all(cities.map((running) => running.spent()));
  const times = cities.map((): number[] => []);
  for (let from = 0; from < REQUESTS; from += TURN) {
    for (const [at, running] of cities.entries()) {
      for (let n = from; n < from + TURN; n += 1) times[at]?.push(await ask(running, n));
    }
  }
  await sleep(REPORTED_MS);
  return Promise.all(
    cities.map(async (running, at) => {
      const { millis, transactions } = await running.spent();
      const own = times[at] ?? [];
      return {
        p50: quantile(own, 0.5),
        p95: quantile(own, 0.95),
        inPostgres: (millis - (before[at]?.millis ?? 0)) / REQUESTS,
        transactions: (transactions - (before[at]?.transactions ?? 0)) / REQUESTS,
      };
    }),
  );
}
