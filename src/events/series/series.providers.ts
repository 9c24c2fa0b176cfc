import type { Provider } from '@nestjs/common';
import { CourseService } from './course.service.ts';
import { SessionChangeResolver, SessionsDiffResolver, SessionSlotResolver } from './diff.resolver.ts';
import { SessionsEditResolver } from './edit.resolver.ts';
import { SessionsEditService } from './edit.service.ts';
import { JudgedWays } from './judged.ways.ts';
import { RegistrationCount } from './registration.count.ts';
import {
  EventSeriesOfResolver,
  EventSeriesPlaceResolver,
  EventSeriesResolver,
  EventStaffSeriesResolver,
} from './series.fields.resolver.ts';
import { EventSeriesDateResolver } from './series.preview.resolver.ts';
import { EventArrangementResolver } from './series.resolver.ts';
import { EventSeriesService } from './series.service.ts';
import { SessionPeople } from './session.people.ts';
import { RegistrationUnitService } from './unit.service.ts';

export const SERIES: Provider[] = [
  ...[SessionPeople, RegistrationCount, JudgedWays],
  ...[EventSeriesService, CourseService, SessionsEditService, RegistrationUnitService],
  ...[EventArrangementResolver, SessionsEditResolver, EventSeriesDateResolver],
  ...[SessionsDiffResolver, SessionChangeResolver, SessionSlotResolver],
  ...[EventSeriesOfResolver, EventSeriesResolver, EventStaffSeriesResolver, EventSeriesPlaceResolver],
];
