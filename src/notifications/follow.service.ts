import { Inject, Injectable } from '@nestjs/common';
import { findEntry } from '../directory/entry.store.ts';
import { readEmail } from '../identity/email.rules.ts';
import { type Pace, type TooManyAttempts, tooManyAttempts } from '../identity/limit.rules.ts';
import { Limiter, networkOf } from '../identity/limiter.ts';
import { Database, type Reader } from '../platform/db/database.ts';
import { invalidInput, notFound } from '../platform/faults/fault.ts';
import { newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Clock } from '../platform/time/clock.ts';
import { answeredBefore, keepAnswer } from '../registration/deciding/answered.ts';
import type { KeyReused } from '../registration/deciding/refusal.rules.ts';
import { requestKey } from '../registration/deciding/request.key.ts';
import { lockScope } from '../registration/record/key.store.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import { keepFollow } from './follow.store.ts';
import type { FollowByEmailInput } from './follow.types.ts';
import { Notices } from './notice.service.ts';
import type { FollowRow } from './notice.tables.ts';

/** Anybody can have such a mail sent to somebody else: few to one address, and from one network not many. */
const PACES = {
  email: { name: 'follow of', free: 5, firstWait: 600, longestWait: 3_600, memory: 1_440 },
  network: { name: 'follow from', free: 20, firstWait: 10, longestWait: 600, memory: 120 },
} as const satisfies Record<string, Pace>;

/** That it was asked for: the same whoever it is, known or not. */
export interface FollowAsked {
  readonly kind: 'FollowAsked';
}

const HOUR = 3_600_000;

@Injectable()
export class FollowService {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #limiter: Limiter;
  readonly #notices: Notices;

  constructor(@Inject(Database) database: Database, clock: Clock, limiter: Limiter, notices: Notices) {
    this.#database = database;
    this.#clock = clock;
    this.#limiter = limiter;
    this.#notices = notices;
  }

  /**
   * Asks the address whether it wants the letters; whoever gets them already hears nothing. Throws BAD_USER_INPUT for what
   * is no address, and unless one thing is named; NOT_FOUND for none of that name.
   */
  async follow(
    input: FollowByEmailInput,
    from: { readonly address: string; readonly language: Language },
  ): Promise<FollowAsked | TooManyAttempts | KeyReused> {
    const email = readEmail(input.email);
    if (!email) throw invalidInput('email must be one plain address', { argument: 'email' });
    const followed = await this.#followed(input);
    const { language } = from;
    const scopeId = followed.audienceId ?? followed.branchId ?? '';
    // Only a hash is kept of what was asked, so of the address too.
    const key = requestKey(input.key, input);
    const first = async (reader: Reader): Promise<FollowAsked | KeyReused | null> => {
      const before = await answeredBefore(reader, scopeId, key, language);
      return before && 'answer' in before ? { kind: 'FollowAsked' } : before;
    };
    // A request that is sent again after a lost answer counts once.
    const known = await first(this.#database.reader);
    if (known) return known;
    const wait = await this.#limiter.admit([
      { pace: PACES.email, of: email },
      { pace: PACES.network, of: networkOf(from.address) },
    ]);
    if (wait > 0) return tooManyAttempts(wait, language);
    const now = this.#clock.now();
    return this.#database.transaction<FollowAsked | KeyReused>(async (tx) => {
      await lockScope(tx, scopeId);
      const meanwhile = await first(tx);
      if (meanwhile) return meanwhile;
      const answer: FollowAsked = { kind: 'FollowAsked' };
      await keepAnswer(tx, scopeId, key, answer, now);
      const fresh = { id: newId<'Follow'>(), email, language, createdAt: now, confirmedAt: null, toldUntil: null };
      const follow = await keepFollow(tx, { ...fresh, ...followed });
      if (follow.confirmedAt) return answer;
      const dedupeKey = `${follow.id}:CONFIRM_FOLLOW:${Math.floor(now.getTime() / HOUR)}`;
      await this.#notices.send(tx, `follow:${follow.id}`, [{ kind: 'CONFIRM_FOLLOW', followId: follow.id, dedupeKey }]);
      return answer;
    });
  }

  async #followed({
    audienceSlug,
    branchSlug,
  }: FollowByEmailInput): Promise<Pick<FollowRow, 'audienceId' | 'branchId'>> {
    const { reader } = this.#database;
    if ((audienceSlug == null) === (branchSlug == null)) {
      throw invalidInput('name either an audience or a branch', { argument: 'input' });
    }
    if (audienceSlug != null) {
      const audience = await findEntry(reader, 'audience', { slug: audienceSlug });
      if (!audience) throw notFound('the audience');
      return { audienceId: audience.id, branchId: null };
    }
    const branch = await findBranch(reader, { slug: branchSlug ?? '' });
    if (!branch) throw notFound('the branch');
    return { audienceId: null, branchId: branch.id };
  }
}
