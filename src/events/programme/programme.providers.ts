import { EventListResolver } from './event.list.resolver.ts';
import { FacetResolver, ProgrammeCountResolver } from './facet.resolver.ts';
import {
  AudienceFacetResolver,
  BranchFacetResolver,
  DistrictFacetResolver,
  MeasureFacetResolver,
} from './facet.thing.resolver.ts';
import { ProgrammeResolver } from './programme.resolver.ts';

export const PROGRAMME = [
  ...[ProgrammeResolver, ProgrammeCountResolver, EventListResolver, FacetResolver],
  ...[BranchFacetResolver, DistrictFacetResolver, AudienceFacetResolver, MeasureFacetResolver],
];
