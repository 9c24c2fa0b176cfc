import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Act, actOf } from '../events/record/act.ts';
import { Database, type Reader, type Tx } from '../platform/db/database.ts';
import { type Id, newId } from '../platform/ids/id.ts';
import { Clock } from '../platform/time/clock.ts';
import type { Instant } from '../platform/time/instant.ts';
import { isOfWish, newsOf, type RegistrationNews } from '../registration/record/news.ts';
import { type Concerned, concernedBy } from '../registration/record/concerned.store.ts';
import { withoutAddress } from './notice.people.store.ts';
import type { NoticedSession } from './notice.data.ts';
import { readersOf } from './notice.readers.ts';
import { isToOthers, type NoticeDraft, noticedChange, TO_OTHERS, type ToOthers } from './notice.rules.ts';
import { Notices } from './notice.service.ts';
import { draftsOfWishes } from './wish.drafts.ts';

/** So often at most somebody hears that they are registered already. */
const ALREADY_MILLIS = 3_600_000;

/** At the end of each transaction: what it made known becomes messages, each recipient's once. */
@Injectable()
export class NoticeListener implements OnModuleInit {
  readonly #database: Database;
  readonly #notices: Notices;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, notices: Notices, clock: Clock) {
    this.#database = database;
    this.#notices = notices;
    this.#clock = clock;
  }

  onModuleInit(): void {
    this.#database.beforeCommit((tx) => this.#tell(tx));
  }

  async #tell(tx: Tx): Promise<void> {
    const [news, act] = [newsOf(tx), actOf(tx)];
    if (act?.silent || (news.length === 0 && !act)) return;
    const now = this.#clock.now();
    const actKey = act?.id ?? newId<'Act'>();
    const ofRegistrations = news.filter((one) => !isOfWish(one));
    await this.#notices.send(tx, actKey, [
      ...(await draftsOfNews(tx, ofRegistrations, actKey, now)),
      ...(await draftsOfWishes(tx, news.filter(isOfWish))),
      ...(act ? await draftsOfAct(tx, act, now) : []),
    ]);
  }
}

async function draftsOfNews(
  reader: Reader,
  news: readonly RegistrationNews[],
  actKey: string,
  now: Instant,
): Promise<NoticeDraft[]> {
  const toThem = news.flatMap(({ kind, registrationId, messageId, before }): NoticeDraft[] => {
    if (isToOthers(kind)) return [];
    const key = `${registrationId}:${kind}`;
    if (messageId) {
      return [{ kind, registrationId, dedupeKey: `${key}:${messageId}`, items: { staffMessageId: messageId } }];
    }
    const once = kind === 'ALREADY' ? Math.floor(now.getTime() / ALREADY_MILLIS) : actKey;
    return [{ kind, registrationId, dedupeKey: `${key}:${once}`, ...(before && { items: { before } }) }];
  });
  const toOthers: NoticeDraft[] = [];
  for (const kind of TO_OTHERS) toOthers.push(...(await draftsToOthers(reader, kind, news, actKey)));
  return [...toThem, ...toOthers];
}

async function draftsToOthers(
  reader: Reader,
  kind: ToOthers,
  news: readonly RegistrationNews[],
  actKey: string,
): Promise<NoticeDraft[]> {
  const ids = kind === 'CALL_NEEDED' ? await toBeCalled(reader, news) : idsOf(news, kind);
  const readers = await readersOf(reader, kind, ids);
  return ids.flatMap((registrationId) =>
    (readers.get(registrationId) ?? []).map((personId) => ({
      ...{ kind, registrationId, personId },
      dedupeKey: `${registrationId}:${kind}:${actKey}:${personId}`,
    })),
  );
}

/** Who has to answer in time, or failed to, and reads no mail. */
function toBeCalled(reader: Reader, news: readonly RegistrationNews[]): Promise<Id<'Registration'>[]> {
  return withoutAddress(reader, [...idsOf(news, 'OFFER'), ...idsOf(news, 'OFFER_EXPIRED')]);
}

function idsOf(news: readonly RegistrationNews[], kind: NoticeDraft['kind']): Id<'Registration'>[] {
  return news.flatMap((one) => (one.kind === kind ? one.registrationId : []));
}

/** One message for each address, with all that the act changed of what it is registered for. */
async function draftsOfAct(reader: Reader, act: Act, now: Instant): Promise<NoticeDraft[]> {
  const changes = act.sessions.flatMap(({ before, after }) => noticedChange(before, after, now) ?? []);
  if (changes.length === 0) return [];
  const concerned = await concernedBy(
    reader,
    changes.map(({ sessionId }) => sessionId),
  );
  const people = Map.groupBy(concerned, ({ email }) => email);
  const unreachable = people.get(null) ?? [];
  people.delete(null);
  const digests = [...people.values()].map((own) => digestOf(own, changes, act.id));
  return [...digests, ...(await callsOf(reader, unreachable, changes, act.id))];
}

function changesFor(own: readonly Concerned[], changes: readonly NoticedSession[]): NoticedSession[] {
  const concerns = (one: Concerned, change: NoticedSession) =>
    one.sessionId === null ? one.eventId === change.eventId : one.sessionId === change.sessionId;
  return changes.filter((change) => own.some((one) => concerns(one, change)));
}

/** Whom no mail reaches the staff call: each of them hears of each. */
async function callsOf(
  reader: Reader,
  unreachable: readonly Concerned[],
  changes: readonly NoticedSession[],
  actId: string,
): Promise<NoticeDraft[]> {
  const kind = 'CALL_NEEDED';
  const readers = await readersOf(
    reader,
    kind,
    unreachable.map(({ registrationId }) => registrationId),
  );
  return unreachable.flatMap((one) => {
    const { registrationId } = one;
    const items = { sessions: changesFor([one], changes) };
    return (readers.get(registrationId) ?? []).map((personId) => ({
      ...({ kind, registrationId, personId, items } as const),
      dedupeKey: `${registrationId}:${kind}:${actId}:${personId}`,
    }));
  });
}

function digestOf(own: readonly Concerned[], changes: readonly NoticedSession[], actId: string): NoticeDraft {
  const sessions = changesFor(own, changes);
  const registrationIds = own.map(({ registrationId }) => registrationId);
  const [registrationId = ''] = registrationIds;
  return {
    ...{ kind: 'SESSIONS_CHANGED', registrationId, dedupeKey: `${registrationId}:SESSIONS_CHANGED:${actId}` },
    items: { registrationIds, sessions },
  };
}
