import type { Id } from '../../platform/ids/id.ts';
import type { RosterRequest } from './request.ts';

/** Somebody who waits for an answer. */
export interface Waiting {
  readonly request: RosterRequest<unknown>;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface OfRoster {
  readonly rosterId: Id<'Roster'>;
  /** In order of arrival. */
  readonly waiting: readonly Waiting[];
}

/** What one transaction decides: requests of some rosters, in order of arrival for each. */
export type Batch = readonly OfRoster[];

/** How many requests are decided in one transaction, and of how many rosters. */
const MOST_REQUESTS = 200;
const MOST_ROSTERS = 50;

/** The requests that wait in this process, by roster: no roster is in two batches at a time. */
export class RequestLine {
  /** In the order in which their first request came. */
  readonly #waiting = new Map<Id<'Roster'>, Waiting[]>();
  readonly #busy = new Set<Id<'Roster'>>();
  /** Rosters that somebody else was deciding on: they are waited for, with nobody who does not want them. */
  readonly #alone = new Set<Id<'Roster'>>();

  add(rosterId: Id<'Roster'>, waiting: Waiting): void {
    const line = this.#waiting.get(rosterId);
    if (line) line.push(waiting);
    else this.#waiting.set(rosterId, [waiting]);
  }

  /** The next to be decided; undefined when nobody waits who can be served now. */
  take(): Batch | undefined {
    const batch: OfRoster[] = [];
    let left = MOST_REQUESTS;
    for (const [rosterId, line] of this.#waiting) {
      if (left === 0 || batch.length === MOST_ROSTERS) break;
      if (this.#busy.has(rosterId)) continue;
      const isAlone = this.#alone.has(rosterId) || line.some(({ request }) => request.schoolIds);
      if (isAlone && batch.length > 0) continue;
      const waiting = line.splice(0, left);
      left -= waiting.length;
      if (line.length === 0) this.#waiting.delete(rosterId);
      batch.push({ rosterId, waiting });
      if (isAlone) break;
    }
    for (const { rosterId } of batch) this.#busy.add(rosterId);
    return batch.length > 0 ? batch : undefined;
  }

  /** The batch is over; what is left of it goes before whoever came meanwhile. */
  done(batch: Batch, later: Batch): void {
    for (const { rosterId } of batch) {
      this.#busy.delete(rosterId);
      this.#alone.delete(rosterId);
    }
    for (const { rosterId, waiting } of later) {
      this.#alone.add(rosterId);
      this.#waiting.set(rosterId, [...waiting, ...(this.#waiting.get(rosterId) ?? [])]);
    }
  }
}
