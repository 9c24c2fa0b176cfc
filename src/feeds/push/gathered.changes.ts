import type { Changes } from '../freshness/changes.rules.ts';

/** So many are looked at one by one; of more, everything is. */
const MOST = 2_000;

/** Changes that wait until somebody has the time for them, each once. */
export class GatheredChanges {
  readonly #sessionIds = new Set<string>();
  readonly #eventIds = new Set<string>();
  #everything = false;

  get isEmpty(): boolean {
    return !this.#everything && this.#sessionIds.size === 0 && this.#eventIds.size === 0;
  }

  add({ sessionIds, eventIds, everything }: Changes): void {
    for (const id of sessionIds) this.#sessionIds.add(id);
    for (const id of eventIds) this.#eventIds.add(id);
    if (everything || this.#sessionIds.size + this.#eventIds.size > MOST) this.#everything = true;
  }

  /** What was gathered; nothing is left. */
  take(): Changes {
    const everything = this.#everything;
    const taken = everything
      ? { sessionIds: [], eventIds: [], everything }
      : { sessionIds: [...this.#sessionIds], eventIds: [...this.#eventIds], everything };
    this.#sessionIds.clear();
    this.#eventIds.clear();
    this.#everything = false;
    return taken;
  }
}
