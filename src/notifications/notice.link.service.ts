import { Inject, Injectable } from '@nestjs/common';
import { linkRefused, type LinkRefused } from '../identity/link.rules.ts';
import { readSecret } from '../identity/secret.ts';
import { Database, type Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/language/language.ts';
import { Clock } from '../platform/time/clock.ts';
import type { Instant } from '../platform/time/instant.ts';
import type { KeyReused } from '../registration/deciding/refusal.rules.ts';
import { requestKey } from '../registration/deciding/request.key.ts';
import { answeredBefore, keepAnswer, scopeOfLink } from '../registration/deciding/answered.ts';
import { lockScope } from '../registration/record/key.store.ts';
import { nameOf } from './follow.composer.ts';
import { confirmFollow, deleteFollow, findFollow } from './follow.store.ts';
import { findNoticeLink, mute } from './mute.store.ts';
import type { NoticeKind } from './notice.data.ts';
import type { NoticeLinkRow } from './notice.tables.ts';

/** What a link of a mail has done. */
export type NoticeLinkUsed =
  | { readonly kind: 'Unsubscribed'; readonly messageKind: NoticeKind }
  | { readonly kind: 'FollowConfirmed'; readonly of: string };

/** What a link of a mail is for, to be shown before it is pressed. */
export interface NoticeLinkShown {
  readonly purpose: NoticeLinkRow['purpose'];
  readonly expiresAt: Instant;
  readonly isGood: boolean;
}

/** The links by which people say that they want letters, or no more of them. */
@Injectable()
export class NoticeLinkService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Changes nothing; null for a link that never was, or of what was ended. */
  async look(link: string): Promise<NoticeLinkShown | null> {
    const hash = readSecret('notice', link);
    const found = hash && (await findNoticeLink(this.#database.reader, hash));
    if (!found) return null;
    const { purpose, expiresAt } = found;
    return { purpose, expiresAt, isGood: expiresAt > this.#clock.now() };
  }

  /** Does what a link is for, if that is one of these purposes; the same key again is answered as before. */
  async use(
    { link, key }: { readonly link: string; readonly key: string },
    purposes: readonly NoticeLinkRow['purpose'][],
    language: Language,
  ): Promise<NoticeLinkUsed | LinkRefused | KeyReused> {
    const hash = readSecret('notice', link);
    if (!hash) return linkRefused('UNKNOWN', language);
    return this.#database.transaction<NoticeLinkUsed | LinkRefused | KeyReused>(async (tx) => {
      const asked = requestKey(key, { purposes });
      const scope = scopeOfLink(hash);
      await lockScope(tx, scope);
      const before = await answeredBefore(tx, scope, asked, language);
      if (before) return 'answer' in before ? (before.answer as NoticeLinkUsed) : before;
      const found = await findNoticeLink(tx, hash);
      if (!found || !purposes.includes(found.purpose)) return linkRefused('UNKNOWN', language);
      const now = this.#clock.now();
      if (found.expiresAt <= now) return linkRefused('EXPIRED', language);
      const answer = await done(tx, found, now);
      if (!answer) return linkRefused('UNKNOWN', language);
      await keepAnswer(tx, scope, asked, answer, now);
      return answer;
    });
  }
}

async function done(
  tx: Tx,
  { purpose, emailHash, kind, followId }: NoticeLinkRow,
  now: Instant,
): Promise<NoticeLinkUsed | null> {
  if (purpose === 'MUTE') {
    if (!emailHash || !kind) return null;
    await mute(tx, emailHash, kind, now);
    return { kind: 'Unsubscribed', messageKind: kind };
  }
  const follow = followId && (await findFollow(tx, followId));
  if (!follow) return null;
  if (purpose === 'END_FOLLOW') {
    await deleteFollow(tx, follow.id);
    return { kind: 'Unsubscribed', messageKind: 'WEEKLY_DIGEST' };
  }
  await confirmFollow(tx, follow.id, now);
  return { kind: 'FollowConfirmed', of: await nameOf(tx, follow) };
}
