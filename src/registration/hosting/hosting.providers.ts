import type { Provider } from '@nestjs/common';
import { QuestionSetResolver } from './question-set.resolver.ts';
import { QuestionSetService } from './question-set.service.ts';
import { QuotaResolver, RosterFieldsResolver, RosterStaffResolver } from './roster.fields.resolver.ts';
import { RosterOpening } from './roster.opening.ts';
import { EventRosterResolver, RosterResolver, SessionRosterResolver } from './roster.resolver.ts';
import { RosterService } from './roster.service.ts';
import { SessionPeopleKeys } from './session.people.keys.ts';
import { RegistrationUnitConversion } from './unit.conversion.ts';

export const HOSTING: Provider[] = [
  ...[RosterService, RosterOpening, RosterResolver, RosterFieldsResolver, RosterStaffResolver],
  ...[QuotaResolver, SessionRosterResolver, EventRosterResolver, RegistrationUnitConversion, SessionPeopleKeys],
  ...[QuestionSetService, QuestionSetResolver],
];
