import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Act, actOf } from '../events/record/act.ts';
import { Database, type Reader, type Tx } from '../platform/db/database.ts';
import { newId } from '../platform/ids/id.ts';
import { Clock } from '../platform/time/clock.ts';
import type { Instant } from '../platform/time/instant.ts';
import { isOfWish, newsOf, type RegistrationNews } from '../registration/record/news.ts';
import { type Concerned, concernedBy } from '../registration/record/concerned.store.ts';
import { holdersOfAll, scopesOfRegistrations } from './notice.people.store.ts';
import type { NoticedSession } from './notice.data.ts';
import { type NoticeDraft, noticedChange } from './notice.rules.ts';
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
  const others = await othersTold(
    reader,
    news.filter(({ kind }) => isToOthers(kind)),
  );
  return news.flatMap(({ kind, registrationId, messageId, before }): NoticeDraft[] => {
    const key = `${registrationId}:${kind}`;
    if (isToOthers(kind)) {
      const readers = others.get(key) ?? [];
      return readers.map((personId) => ({ kind, registrationId, personId, dedupeKey: `${key}:${actKey}:${personId}` }));
    }
    if (messageId) {
      return [{ kind, registrationId, dedupeKey: `${key}:${messageId}`, items: { staffMessageId: messageId } }];
    }
    const once = kind === 'ALREADY' ? Math.floor(now.getTime() / ALREADY_MILLIS) : actKey;
    return [{ kind, registrationId, dedupeKey: `${key}:${once}`, ...(before && { items: { before } }) }];
  });
}

function isToOthers(kind: RegistrationNews['kind']): boolean {
  return kind === 'HEAD_ASKED' || kind === 'SUBSTITUTE_WANTED';
}

/** Who reads what is not for whoever registered: the heads of the school, those who nominate for the body or outlet. */
async function othersTold(
  reader: Reader,
  news: readonly RegistrationNews[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (news.length === 0) return new Map();
  const scopes = await scopesOfRegistrations(
    reader,
    news.map(({ registrationId }) => registrationId),
  );
  const schoolIds = scopes.flatMap(({ schoolId }) => schoolId ?? []);
  const nominatorIds = scopes.flatMap(({ nominator }) => nominator ?? []);
  const [heads, nominators] = [
    await holdersOfAll(reader, 'SCHOOL_HEAD', schoolIds),
    await holdersOfAll(reader, 'NOMINATOR', nominatorIds),
  ];
  return new Map(
    scopes.flatMap(({ id, schoolId, nominator }) => [
      [`${id}:HEAD_ASKED`, heads.get(schoolId ?? '') ?? []] as const,
      [`${id}:SUBSTITUTE_WANTED`, nominators.get(nominator ?? '') ?? []] as const,
    ]),
  );
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
  people.delete(null);
  return [...people.values()].map((own) => digestOf(own, changes, act.id));
}

function digestOf(own: readonly Concerned[], changes: readonly NoticedSession[], actId: string): NoticeDraft {
  const concerns = (one: Concerned, change: NoticedSession) =>
    one.sessionId === null ? one.eventId === change.eventId : one.sessionId === change.sessionId;
  const sessions = changes.filter((change) => own.some((one) => concerns(one, change)));
  const registrationIds = own.map(({ registrationId }) => registrationId);
  const [registrationId = ''] = registrationIds;
  return {
    ...{ kind: 'SESSIONS_CHANGED', registrationId, dedupeKey: `${registrationId}:SESSIONS_CHANGED:${actId}` },
    items: { registrationIds, sessions },
  };
}
