import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { connectionOf, pageCost, readPage } from '../../platform/graphql/connection.ts';
import { type Id, isId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { searchWords } from '../texts/search.rules.ts';
import {
  CreateSpeakerInput,
  RetireSpeakerArguments,
  SpeakerArguments,
  UpdateSpeakerInput,
} from './speaker.input.types.ts';
import { mayKeepSpeakers } from './speaker.policy.ts';
import { bioIn, speakerNameIn } from './speaker.rules.ts';
import { SpeakerService } from './speaker.service.ts';
import { findSpeaker, pageOfSpeakers } from './speaker.store.ts';
import type { SpeakerRow } from './speaker.tables.ts';
import { Speaker, SpeakerConnection, SpeakerStaff, UpdateSpeakerResult } from './speaker.types.ts';

/** A name, as a cursor holds it: Postgres takes any text but NUL. */
const isName = (text: string) => !text.includes('\0');

@Resolver(() => Speaker)
export class SpeakerResolver {
  readonly #database: Database;
  readonly #speakers: SpeakerService;

  constructor(@Inject(Database) database: Database, speakers: SpeakerService) {
    this.#database = database;
    this.#speakers = speakers;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => SpeakerConnection, {
    complexity: pageCost,
    description: 'Speakers that fit everything given, by Ukrainian name. Librarians, approvers and trainers only.',
  })
  async speakers(@Args() asked: SpeakerArguments) {
    const window = readPage<readonly [string, string]>(asked, [isName, isId]);
    const criteria = { words: searchWords(asked.text ?? ''), retired: asked.retired };
    const rows = await pageOfSpeakers(this.#database.reader, criteria, window);
    return connectionOf(rows, asked, ({ nameUk, id }) => [nameUk, id]);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Query(() => Speaker, {
    nullable: true,
    description: 'One speaker, also a retired one, or null. Librarians, approvers and trainers only.',
  })
  async speaker(@Args('id', { type: () => ID, description: 'The speaker.' }) id: string) {
    return isId(id) ? findSpeaker(this.#database.reader, id as Id<'Speaker'>) : null;
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => Speaker, {
    description: 'Adds a speaker, for all libraries. Librarians, approvers and trainers only.',
  })
  createSpeaker(@Args('input', { description: 'The speaker.' }) input: CreateSpeakerInput, @Viewing() viewer: Viewer) {
    return this.#speakers.createSpeaker(input, viewer);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateSpeakerResult, {
    description: 'Changes a speaker, wherever they speak. Librarians, approvers and trainers only.',
  })
  updateSpeaker(
    @Args('input', { description: 'What to change.' }) input: UpdateSpeakerInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#speakers.updateSpeaker(input, viewer, language);
  }

  @Requires('LIBRARIAN', 'APPROVER', 'TRAINER')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateSpeakerResult, {
    description:
      'Says that nobody invites a speaker any more; events that have them keep them. Librarians, approvers and trainers only.',
  })
  retireSpeaker(@Args() input: RetireSpeakerArguments, @Viewing() viewer: Viewer, @Spoken() language: Language) {
    return this.#speakers.retireSpeaker(input, viewer, language);
  }

  @Requires('APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => Speaker, {
    description:
      'Erases what is kept on a speaker, when they ask for it: name, texts, address and telephone number. Nothing brings it back; events keep a place without a name. Approvers only.',
  })
  forgetSpeaker(@Args('id', { type: () => ID, description: 'The speaker.' }) id: string, @Viewing() viewer: Viewer) {
    return this.#speakers.forgetSpeaker(id, viewer);
  }

  @ResolveField(() => String, { description: 'Name in the viewer’s language; in Ukrainian where there is no other.' })
  name(@Parent() speaker: SpeakerRow, @Spoken() language: Language) {
    return speakerNameIn(language, speaker);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Who they are, in the viewer’s language; where that is missing, in the other. Null when nobody has said.',
  })
  bio(@Parent() speaker: SpeakerRow, @Spoken() language: Language) {
    return bioIn(language, speaker);
  }

  @ResolveField(() => SpeakerStaff, {
    nullable: true,
    description: 'What is for staff; null for everybody but librarians, approvers and trainers.',
  })
  staff(@Parent() speaker: SpeakerRow, @Viewing() viewer: Viewer): SpeakerStaff | null {
    return mayKeepSpeakers(viewer) ? speaker : null;
  }
}
