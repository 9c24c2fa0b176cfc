import { Inject, Injectable } from '@nestjs/common';
import { type Deed, record } from '../../platform/audit/audit.store.ts';
import { Database, type Tx } from '../../platform/db/database.ts';
import { mailsUnwanted } from '../../platform/graphql/without.mail.ts';
import { Clock } from '../../platform/time/clock.ts';
import { type Act, actOf, silence } from '../record/act.ts';
import { eventsByIds } from '../record/event.store.ts';

/** What a mutation is to do without mail is silent, and the audit of every event it changes says why. */
@Injectable()
export class SilenceService {
  readonly #clock: Clock;

  /** Whatever writes to people registers when its module begins, so that it comes after this. */
  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#clock = clock;
    database.beforeCommit((tx) => this.#asAsked(tx));
  }

  async #asAsked(tx: Tx): Promise<void> {
    const act = actOf(tx);
    const unwanted = act && mailsUnwanted();
    if (!unwanted) return;
    silence(tx, unwanted.reason);
    await record(tx, unwanted.viewer, this.#clock.now(), ...(await deedsOf(tx, act, unwanted.reason)));
  }
}

async function deedsOf(tx: Tx, { sessions, eventIds }: Act, reason: string): Promise<Deed[]> {
  const ids = [...new Set([...eventIds, ...sessions.map(({ event }) => event.id)])];
  const events = await eventsByIds(tx, ids);
  return ids.map((id) => {
    const rows = sessions.flatMap(({ event, before, after }) => (event.id === id ? [before ?? after, after] : []));
    const branchId = events.get(id)?.branchId;
    return {
      ...{ action: 'SILENCE', thing: { kind: 'Event', id } },
      changes: [{ field: 'withoutMail', before: null, after: reason }],
      scopeIds: [...(branchId ? [branchId] : []), ...rows.map((row) => row.branchId)],
    };
  });
}
