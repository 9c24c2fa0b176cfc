import { Inject, Injectable } from '@nestjs/common';
import type { PersonViewer } from '../platform/access/viewer.ts';
import { record } from '../platform/audit/audit.store.ts';
import { Database } from '../platform/db/database.ts';
import { notFound, unauthenticated } from '../platform/faults/fault.ts';
import { type Id, isId, newId } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusDays } from '../platform/time/instant.ts';
import { lockActing } from './acting.store.ts';
import { newSecret } from './secret.ts';
import { isFresh } from './session.rules.ts';
import type { ApiTokenRow } from './session.tables.ts';
import type { CreateApiTokenInput } from './session.types.ts';
import { type SignInAgain, signInAgain } from './sign-in.rules.ts';
import { MOST_TOKENS, type TooManyTokens, tooManyTokens } from './token.rules.ts';
import { countTokens, deleteToken, insertToken } from './token.store.ts';

@Injectable()
export class TokenService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Makes a token; it outlives the session that made it, so that a sign-in not long ago is asked for. */
  async create(
    { name, scopes, validDays }: CreateApiTokenInput,
    viewer: PersonViewer,
    language: Language,
  ): Promise<{ apiToken: ApiTokenRow; secret: string } | TooManyTokens | SignInAgain> {
    const { credential } = viewer;
    const now = this.#clock.now();
    if (credential.kind !== 'session' || !isFresh(credential.authenticatedAt, now)) return signInAgain(language);
    const { text: secret, hash: tokenHash } = newSecret('token');
    return this.#database.transaction(async (tx) => {
      if (!(await lockActing(tx, viewer))) throw unauthenticated();
      if ((await countTokens(tx, viewer.id)) >= MOST_TOKENS) return tooManyTokens(language);
      const apiToken: ApiTokenRow = {
        id: newId<'ApiToken'>(),
        personId: viewer.id,
        ...{ name, tokenHash, scopes: [...scopes] },
        createdAt: now,
        lastUsedAt: null,
        expiresAt: plusDays(now, validDays),
      };
      await insertToken(tx, apiToken);
      const changes = [{ field: 'scopes', before: null, after: scopes }];
      await record(tx, viewer, now, { action: 'CREATE_API_TOKEN', thing: { kind: 'Person', id: viewer.id }, changes });
      return { apiToken, secret };
    });
  }

  /** Ends a token of the viewer's own at once; somebody else's is as good as none. */
  async revoke(id: string, viewer: PersonViewer): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const token = isId(id) ? await deleteToken(tx, id as Id<'ApiToken'>, viewer.id) : undefined;
      if (!token) throw notFound('the API token');
      const changes = [{ field: 'scopes', before: token.scopes, after: null }];
      const thing = { kind: 'Person', id: viewer.id };
      await record(tx, viewer, this.#clock.now(), { action: 'REVOKE_API_TOKEN', thing, changes });
    });
  }
}
