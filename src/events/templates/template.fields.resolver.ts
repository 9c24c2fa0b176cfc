import { Inject } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Audience } from '../../directory/entry.types.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { Database } from '../../platform/db/database.ts';
import { listCost } from '../../platform/graphql/connection.ts';
import type { Language } from '../../platform/language/language.ts';
import { Measure } from '../../plans/measure.types.ts';
import { Branch } from '../../venues/places/branch.types.ts';
import { ContestShown, ExhibitionShown, LessonShown, TrainingShown } from '../content/details.types.ts';
import { EventContact, EventOrganiser, EventSpeaker } from '../content/parts.types.ts';
import { RegistrationSettingsShown } from '../kinds/registration.types.ts';
import { EquipmentOfKind } from './clone.types.ts';
import { TemplateContentShown } from './template.content.types.ts';
import { TemplateParts } from './template.parts.ts';
import { mayKeepTemplate } from './template.policy.ts';
import type { TemplateContent } from './template.rules.ts';
import type { EventTemplateRow } from './template.tables.ts';
import { EventTemplate, type TemplateAction, TemplateActions } from './template.types.ts';

@Resolver(() => EventTemplate)
export class TemplateFieldsResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => String, { description: 'Name in the viewer’s language; Ukrainian where there is no other.' })
  name(@Parent() { nameUk, nameEn }: EventTemplateRow, @Spoken() language: Language) {
    return language === 'en' ? (nameEn ?? nameUk) : nameUk;
  }

  @ResolveField(() => Branch, { nullable: true, description: 'Whose template it is; null for the whole city.' })
  branch(template: EventTemplateRow, _args: unknown, context: object) {
    return new TemplateParts(context, this.#database.reader).branch(template);
  }

  @ResolveField()
  kind({ content }: EventTemplateRow) {
    return content.kind;
  }

  @ResolveField()
  durationMinutes({ wallMinutes }: EventTemplateRow) {
    return wallMinutes;
  }

  @ResolveField()
  layout({ layoutKind }: EventTemplateRow) {
    return layoutKind;
  }

  @ResolveField(() => [EquipmentOfKind], {
    complexity: listCost(2),
    description: 'The equipment that a session needs.',
  })
  equipment({ equipment }: EventTemplateRow) {
    return equipment;
  }

  @ResolveField(() => TemplateContentShown, { description: 'What of an event it gives.' })
  content({ content }: EventTemplateRow) {
    return content;
  }

  @ResolveField(() => [TemplateActions], { description: 'What the viewer may do with it: the buttons that work.' })
  viewerCan(@Parent() template: EventTemplateRow, @Viewing() viewer: Viewer): TemplateAction[] {
    if (!mayKeepTemplate(viewer, template)) return [];
    return template.retiredAt === null ? ['UPDATE', 'RETIRE'] : ['UPDATE'];
  }
}

/** What has gone since it was written is left out. */
@Resolver(() => TemplateContentShown)
export class TemplateContentResolver {
  readonly #database: Database;

  constructor(@Inject(Database) database: Database) {
    this.#database = database;
  }

  @ResolveField(() => EventContact, { nullable: true, description: 'Whom the public asks; null when it is left open.' })
  contact({ contactName, contactPhone, contactEmail }: TemplateContent): EventContact | null {
    const contact = { name: contactName ?? null, phone: contactPhone ?? null, email: contactEmail ?? null };
    return Object.values(contact).every((part) => part === null) ? null : contact;
  }

  @ResolveField(() => [Audience], {
    nullable: true,
    complexity: listCost(3),
    description: 'Whom it is for, in their order; null when it is left open.',
  })
  audiences(content: TemplateContent, _args: unknown, context: object) {
    return new TemplateParts(context, this.#database.reader).audiences(content);
  }

  @ResolveField(() => [Measure], {
    nullable: true,
    complexity: listCost(2),
    description: 'The measures it serves, the primary one first; null when it is left open.',
  })
  measures(content: TemplateContent, _args: unknown, context: object) {
    return new TemplateParts(context, this.#database.reader).measures(content);
  }

  @ResolveField(() => [EventOrganiser], {
    nullable: true,
    complexity: listCost(2),
    description: 'The bodies that hold it, in their order; null when it is left open.',
  })
  organisers(content: TemplateContent, _args: unknown, context: object) {
    return new TemplateParts(context, this.#database.reader).organisers(content);
  }

  @ResolveField(() => [EventSpeaker], {
    nullable: true,
    complexity: listCost(3),
    description: 'Who speaks at it, in their order; null when it is left open.',
  })
  speakers(content: TemplateContent, _args: unknown, context: object) {
    return new TemplateParts(context, this.#database.reader).speakers(content);
  }

  @ResolveField(() => RegistrationSettingsShown, {
    nullable: true,
    description: 'How registration is wished to be; null when it is left open.',
  })
  registrationSettings({ registration }: TemplateContent) {
    return registration;
  }

  @ResolveField(() => LessonShown, { nullable: true, description: 'Of a lesson; null when it is left open.' })
  lesson({ details }: TemplateContent) {
    return details?.lesson;
  }

  @ResolveField(() => ContestShown, { nullable: true, description: 'Of a contest; null when it is left open.' })
  contest({ details }: TemplateContent) {
    return details?.contest;
  }

  @ResolveField(() => ExhibitionShown, { nullable: true, description: 'Of an exhibition; null when it is left open.' })
  exhibition({ details }: TemplateContent) {
    return details?.exhibition;
  }

  @ResolveField(() => TrainingShown, {
    nullable: true,
    description: 'Of a seminar or training; null when it is left open.',
  })
  training({ details }: TemplateContent) {
    return details?.training;
  }
}
