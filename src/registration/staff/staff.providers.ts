import type { Provider } from '@nestjs/common';
import { EditByStaffService } from './edit.service.ts';
import { ExportService } from './export.service.ts';
import { MoveService } from './move.service.ts';
import { PhoneService } from './phone.service.ts';
import { RegistrationResolver, RosterRegistrationsResolver } from './registration.resolver.ts';
import { StaffDesk } from './staff.desk.ts';
import { StaffMessageResolver } from './staff-message.resolver.ts';
import { StaffMessageService } from './staff-message.service.ts';
import { StaffResolver } from './staff.resolver.ts';
import { StaffService } from './staff.service.ts';

export const STAFF: Provider[] = [
  ...[StaffDesk, StaffService, PhoneService, EditByStaffService, MoveService, StaffMessageService, ExportService],
  ...[StaffResolver, RegistrationResolver, RosterRegistrationsResolver, StaffMessageResolver],
];
