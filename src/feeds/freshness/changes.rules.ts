/** What of sessions, or of the events they belong to, feeds have to look at anew; or all there is. */
export interface Changes {
  readonly sessionIds: readonly string[];
  readonly eventIds: readonly string[];
  readonly everything: boolean;
}

export const EVERYTHING: Changes = { sessionIds: [], eventIds: [], everything: true };

/** As a trigger writes it: `s` and ids of sessions, `e` and ids of events; anything else is everything. */
export function readChanges(payload: string): Changes {
  const [kind, ...ids] = payload.split(' ');
  if (kind === 's' && ids.length > 0) return { sessionIds: ids, eventIds: [], everything: false };
  if (kind === 'e' && ids.length > 0) return { sessionIds: [], eventIds: ids, everything: false };
  return EVERYTHING;
}
