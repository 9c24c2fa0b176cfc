import type { Provider } from '@nestjs/common';
import { Eraser } from './eraser.ts';
import { OwnDataResolver } from './own.resolver.ts';
import { OwnDataService } from './own.service.ts';
import { PersonRegistrations } from './person.registrations.ts';
import { PurgeSweep } from './purge.sweep.ts';
import { RegistrationData } from './registration-data.ts';

export const PEOPLE: Provider[] = [
  ...[RegistrationData, Eraser, OwnDataService, PersonRegistrations, PurgeSweep],
  OwnDataResolver,
];
