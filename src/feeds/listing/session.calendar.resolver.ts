import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Session } from '../../events/record/session.types.ts';
import { Spoken } from '../../platform/access/access.parameters.ts';
import { addressOf } from '../../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Settings } from '../../platform/config/settings.ts';
import { Database } from '../../platform/db/database.ts';
import { load } from '../../platform/graphql/loaders.ts';
import type { Language } from '../../platform/language/language.ts';
import { AddToCalendar } from './feed.types.ts';
import { addingLinks } from './links.rules.ts';
import { listedSessions } from './listed.store.ts';

@Resolver(() => Session)
export class SessionCalendarResolver {
  readonly #database: Database;
  readonly #base: string;

  constructor(@Inject(Database) database: Database, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#database = database;
    this.#base = addressOf(settings);
  }

  @ResolveField(() => AddToCalendar, {
    nullable: true,
    complexity: ({ childComplexity }: { childComplexity: number }) => 3 + childComplexity,
    description:
      'How to put it into a calendar, in the viewer’s language; null for what is not published, cancelled or postponed.',
  })
  async addToCalendar(
    @Parent() { id }: Session,
    @Spoken() language: Language,
    @Context() context: object,
  ): Promise<AddToCalendar | null> {
    const session = await load(context, this.#database.reader, listedSessions, id as string);
    const isHeld = session && session.happeningStatus !== 'CANCELLED' && session.happeningStatus !== 'POSTPONED';
    return isHeld ? addingLinks(this.#base, session, language) : null;
  }
}
