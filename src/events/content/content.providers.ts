import type { Provider } from '@nestjs/common';
import { DetailsResolver } from './details.resolver.ts';
import { EventData } from './event.data.ts';
import { EventFieldsResolver } from './event.fields.resolver.ts';
import { EventResolver } from './event.resolver.ts';
import { EventScopes } from './event.scopes.ts';
import { EventService } from './event.service.ts';
import { ExhibitionResolver } from './exhibition.resolver.ts';
import { ExhibitionService } from './exhibition.service.ts';
import { SearchRebuild } from './search.rebuild.ts';
import { EventStaffResolver } from './staff.resolver.ts';

export const CONTENT: Provider[] = [
  ...[EventService, ExhibitionService, EventScopes, EventData, SearchRebuild],
  ...[EventResolver, EventFieldsResolver, DetailsResolver, ExhibitionResolver, EventStaffResolver],
];
