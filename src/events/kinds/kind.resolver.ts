import { Inject } from '@nestjs/common';
import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Audience } from '../../directory/entry.types.ts';
import { Public } from '../../platform/access/access.decorators.ts';
import { Spoken } from '../../platform/access/access.parameters.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { KIND_FACTS, type KindFacts } from './kind.facts.rules.ts';
import { audiencesByCodes } from './kind.store.ts';
import { EventKindFacts } from './kind.types.ts';

const KINDS = Object.keys(KIND_FACTS) as EventKind[]; // its own keys

@Resolver(() => EventKindFacts)
export class KindResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @Public()
  @Query(() => [EventKindFacts], {
    complexity: listCost(KINDS.length),
    description: 'Every kind of event, with what a new event of it begins with.',
  })
  eventKinds() {
    return KINDS.map((kind) => ({ kind, ...KIND_FACTS[kind] }));
  }

  @ResolveField(() => String, { description: 'What it is called, in the viewer’s language.' })
  name(@Parent() { nameUk, nameEn }: KindFacts, @Spoken() language: Language) {
    return language === 'uk' ? nameUk : nameEn;
  }

  @ResolveField(() => [Audience], { complexity: listCost(2), description: 'Whom its events are usually for.' })
  async audiences({ audiences }: KindFacts, _args: unknown, context: object) {
    const found = await Promise.all(
      audiences.map((code) => load(context, this.#database.reader, audiencesByCodes, code)),
    );
    return found.filter((audience) => audience !== undefined);
  }
}
