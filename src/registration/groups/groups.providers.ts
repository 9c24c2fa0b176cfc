import type { Provider } from '@nestjs/common';
import { GroupResolver } from './group.resolver.ts';
import { ClassReading } from './group.reading.ts';
import { GroupService } from './group.service.ts';
import { HeadResolver } from './head.resolver.ts';
import { HeadService } from './head.service.ts';
import { WishDeciding } from './wish.deciding.ts';
import { WishedDateResolver, WishFieldsResolver } from './wish.fields.resolver.ts';
import { WishResolver } from './wish.resolver.ts';
import { WishService } from './wish.service.ts';

export const GROUPS: Provider[] = [
  ...[ClassReading, GroupService, GroupResolver],
  ...[HeadService, HeadResolver],
  ...[WishService, WishDeciding, WishResolver, WishFieldsResolver, WishedDateResolver],
];
