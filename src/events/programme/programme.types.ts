import { Field, Int, ObjectType } from '@nestjs/graphql';
import { PageInfo } from '../../platform/graphql/connection.ts';
import { EventKinds } from '../../plans/measure.codes.ts';
import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import { AttendanceModes } from '../record/event.codes.ts';
import type { AttendanceMode } from '../record/event.tables.ts';
import { Session } from '../record/session.types.ts';
import type { ProgrammeCriteria } from './programme.criteria.ts';

const COUNT = 'How many sessions of the programme have it.';

@ObjectType({ description: 'Sessions of events of a kind.' })
export class KindFacet {
  @Field(() => EventKinds, { description: 'The kind.' })
  readonly value: EventKind;

  @Field(() => Int, { description: COUNT })
  readonly count: number;
}

/** Sessions by a thing, of which `value` is the id. */
abstract class ThingFacet {
  readonly value: string;
}

@ObjectType({ description: 'Sessions held by a branch.' })
export class BranchFacet extends ThingFacet {
  @Field(() => Int, { description: COUNT })
  readonly count: number;
}

@ObjectType({ description: 'Sessions held by the branches of a district.' })
export class DistrictFacet extends ThingFacet {
  @Field(() => Int, { description: COUNT })
  readonly count: number;
}

@ObjectType({ description: 'Sessions for an audience.' })
export class AudienceFacet extends ThingFacet {
  @Field(() => Int, { description: COUNT })
  readonly count: number;
}

@ObjectType({ description: 'Sessions that serve a measure, first of all or besides.' })
export class MeasureFacet extends ThingFacet {
  @Field(() => Int, { description: COUNT })
  readonly count: number;
}

@ObjectType({ description: 'Sessions held in a language.' })
export class LanguageFacet {
  @Field({ description: 'ISO 639-1 in small letters: `uk`.' })
  readonly value: string;

  @Field(() => Int, { description: COUNT })
  readonly count: number;
}

@ObjectType({ description: 'Sessions attended in a way.' })
export class ModeFacet {
  @Field(() => AttendanceModes, { description: 'The way.' })
  readonly value: AttendanceMode;

  @Field(() => Int, { description: COUNT })
  readonly count: number;
}

@ObjectType({ description: 'How many sessions are for people who see, hear or walk otherwise.' })
export class AccessibilityFacet {
  @Field(() => Int, { description: 'Interpreted into sign language, of those that fit the rest of the filter.' })
  readonly signLanguage: number;

  @Field(() => Int, { description: 'Known to be step-free, of those that fit the rest of the filter.' })
  readonly stepFree: number;
}

@ObjectType({
  description:
    'The programme counted by what one may narrow it down with. A facet heeds everything the filter asks for but what it asks of the facet’s own: with the kind LECTURE chosen, the other kinds still say how many sessions choosing them would find. The largest counts come first; values of no session are left out.',
})
export class ProgrammeFacets {
  readonly criteria: ProgrammeCriteria;
}

@ObjectType({ description: 'One session of the programme, with its cursor.' })
export class ProgrammeEdge {
  @Field({ description: 'Opaque cursor of this edge, stable while the list keeps its order.' })
  readonly cursor: string;

  @Field(() => Session, { description: 'The session itself.' })
  readonly node: Session;
}

@ObjectType({ description: 'A page of the programme, by the Relay specification.' })
export class ProgrammeConnection {
  @Field(() => [ProgrammeEdge], { description: 'The edges of this page, by start.' })
  readonly edges: readonly ProgrammeEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the programme.' })
  readonly pageInfo: PageInfo;

  readonly criteria: ProgrammeCriteria;
}
