import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.ts';
import { IdentityModule } from '../identity/identity.module.ts';
import { DECIDING } from './deciding/deciding.providers.ts';
import { GROUPS } from './groups/groups.providers.ts';
import { HOSTING } from './hosting/hosting.providers.ts';
import { INDIVIDUALS } from './individuals/individuals.providers.ts';
import { LinkController } from './pages/link.controller.ts';
import { LINKS } from './links/links.providers.ts';
import { NOMINATIONS } from './nominations/nominations.providers.ts';
import { PEOPLE } from './people/people.providers.ts';
import { QUESTIONS } from './questions/questions.providers.ts';
import { ExportController } from './staff/export.controller.ts';
import { STAFF } from './staff/staff.providers.ts';

const providers = [
  ...QUESTIONS,
  ...DECIDING,
  ...LINKS,
  ...HOSTING,
  ...INDIVIDUALS,
  ...GROUPS,
  ...NOMINATIONS,
  ...STAFF,
  ...PEOPLE,
];

@Module({
  imports: [IdentityModule, EventsModule],
  controllers: [LinkController, ExportController],
  providers,
  exports: providers,
})
export class RegistrationModule {}
