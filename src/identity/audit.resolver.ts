import { Inject } from '@nestjs/common';
import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../platform/access/access.decorators.ts';
import { Viewing } from '../platform/access/access.parameters.ts';
import { person } from '../platform/access/signed-in.ts';
import type { Viewer } from '../platform/access/viewer.ts';
import { pageOfAudit } from '../platform/audit/audit.store.ts';
import type { AuditRow } from '../platform/audit/audit.tables.ts';
import { Database } from '../platform/db/database.ts';
import { connectionOf, pageCost, readPage } from '../platform/graphql/connection.ts';
import { load } from '../platform/graphql/loaders.ts';
import { isId } from '../platform/ids/id.ts';
import type { ChangedMeanwhile } from '../platform/refusals/changed.ts';
import { ChangedMeanwhileRefused } from '../platform/graphql/refusal.types.ts';
import { auditedScopes } from './audit.policy.ts';
import { AuditArguments, AuditChange, AuditEntry, AuditEntryConnection } from './audit.types.ts';
import { peopleByIds } from './person.store.ts';

/** How many changes a line is taken to have when the cost of a query is reckoned. */
const USUAL_CHANGES = 5;

@Resolver(() => AuditEntry)
export class AuditResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @Requires()
  @ForTokens('PEOPLE')
  @Query(() => AuditEntryConnection, {
    complexity: pageCost,
    description:
      'What was done, newest first: one’s own deeds, what was done to one’s account, those in one’s branch, plan or school for its staff, all for an administrator. Signed-in people only.',
  })
  async audit(@Args() { thingId, actorId, ...page }: AuditArguments, @Viewing() viewer: Viewer) {
    const window = readPage<readonly [string]>(page, [isId]);
    const asking = person(viewer);
    if ([thingId, actorId].some((id) => id != null && !isId(id))) return connectionOf([], page, () => []);
    const filter = { ...(thingId && { thingId }), ...(actorId && { actorId }) };
    const reach = { scopes: auditedScopes(asking), ownId: asking.id };
    const rows = await pageOfAudit(this.#database.reader, window, filter, reach);
    return connectionOf(rows, page, ({ id }) => [id]);
  }

  @ResolveField(() => [AuditChange], {
    complexity: ({ childComplexity }) => 1 + USUAL_CHANGES * childComplexity,
    description: 'The fields that were changed, before and after.',
  })
  changes({ changes }: AuditRow): AuditChange[] {
    return changes.map(({ field, before, after }) => ({ field, before: shown(before), after: shown(after) }));
  }

  @ResolveField(() => String, {
    nullable: true,
    complexity: 5,
    description: 'The name of who did it; null for the program, for nobody, and for somebody who was erased.',
  })
  async actorName({ actorId }: AuditRow, _args: unknown, context: object): Promise<string | null> {
    const actor = actorId ? await load(context, this.#database.reader, peopleByIds, actorId) : undefined;
    return actor?.name || null;
  }
}

/** Who changed a thing meanwhile has a name, which the platform does not know. */
@Resolver(() => ChangedMeanwhileRefused)
export class ChangedMeanwhileResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => String, {
    nullable: true,
    complexity: 5,
    description: 'The name of who changed it last; null for the program itself, and for somebody who was erased.',
  })
  async by({ byId }: ChangedMeanwhile, _args: unknown, context: object): Promise<string | null> {
    const last = byId ? await load(context, this.#database.reader, peopleByIds, byId) : undefined;
    return last?.name || null;
  }
}

function shown(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
