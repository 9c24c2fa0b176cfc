import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import {
  CreateEventTemplateInput,
  EventFromTemplateArguments,
  RetireTemplateArguments,
  TemplateArguments,
  TemplateFromEventArguments,
  UpdateEventTemplateInput,
} from './template.input.types.ts';
import { maySeeTemplate } from './template.policy.ts';
import { TemplateService } from './template.service.ts';
import { findTemplate, pageOfTemplates } from './template.store.ts';
import {
  CreateEventTemplateResult,
  EventFromTemplateResult,
  EventTemplate,
  EventTemplateConnection,
  RetireEventTemplateResult,
  UpdateEventTemplateResult,
} from './template.types.ts';

const KEEPERS = 'Librarians and approvers of its branch, and administrators for those of the whole city, only.';
/** A name, as a cursor holds it: Postgres takes any text but NUL. */
const isName = (text: string) => !text.includes('\0');

@Resolver()
export class TemplateResolver {
  readonly #database: Database;
  readonly #templates: TemplateService;

  constructor(@Inject(Database) database: Database, templates: TemplateService) {
    this.#database = database;
    this.#templates = templates;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => EventTemplateConnection, {
    complexity: pageCost,
    description:
      'Templates of the branches of the viewer and of the whole city, by Ukrainian name. Librarians and approvers only.',
  })
  async eventTemplates(@Args() asked: TemplateArguments, @Viewing() viewer: Viewer) {
    const window = readPage<readonly [string, string]>(asked, [isName, isId]);
    const { branchId = null, kind = null, retired } = asked;
    const criteria = { branchId, kind, retired };
    const rows =
      branchId === null || isId(branchId) ? await pageOfTemplates(this.#database.reader, viewer, criteria, window) : [];
    return connectionOf(rows, asked, ({ nameUk, id }) => [nameUk, id]);
  }

  @Requires()
  @ForTokens('EVENTS')
  @Query(() => EventTemplate, {
    nullable: true,
    description:
      'One template of a branch of the viewer, or of the whole city for librarians and approvers, or null. Signed-in people only.',
  })
  async eventTemplate(
    @Args('id', { type: () => ID, description: 'The template.' }) id: string,
    @Viewing() viewer: Viewer,
  ) {
    const row = isId(id) ? await findTemplate(this.#database.reader, id as Id<'EventTemplate'>) : undefined;
    return row && maySeeTemplate(viewer, row) ? row : null;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => CreateEventTemplateResult, { description: `Adds a template. ${KEEPERS}` })
  createEventTemplate(
    @Args('input', { description: 'The template.' }) input: CreateEventTemplateInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#templates.create(input, { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EventTemplate, {
    description:
      'Makes a template of an event: its texts, audiences, measures, settings, and what its first session has of a room; not its dates, nor the link to join by. Librarians and approvers of both branches, and administrators for the whole city, only.',
  })
  createTemplateFromEvent(@Args() input: TemplateFromEventArguments, @Viewing() viewer: Viewer) {
    return this.#templates.createFromEvent(input, viewer);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateEventTemplateResult, {
    description: `Changes a template; events that began with it stay as they are. ${KEEPERS}`,
  })
  updateEventTemplate(
    @Args('input', { description: 'What to change.' }) input: UpdateEventTemplateInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#templates.update(input, { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => RetireEventTemplateResult, {
    description: `Takes a template out of use: no event begins with it any more. ${KEEPERS}`,
  })
  retireEventTemplate(@Args() input: RetireTemplateArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#templates.retire(input, { viewer, language });
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => EventFromTemplateResult, {
    description:
      'Makes a draft of an event by a template; what is given here stands in the place of what the template gives. Speakers who retired since are left out. Librarians and approvers of the branch only.',
  })
  createEventFromTemplate(
    @Args() input: EventFromTemplateArguments,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#templates.createEvent(input, { viewer, language });
  }
}
