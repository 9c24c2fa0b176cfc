import type { Provider } from '@nestjs/common';
import { LinkDesk } from './link.desk.ts';
import { LinkResolver } from './link.resolver.ts';
import { LinkService } from './link.service.ts';
import { LostLinkResolver } from './lost.link.resolver.ts';
import { LostLinkService } from './lost.link.service.ts';

export const LINKS: Provider[] = [LinkDesk, LinkService, LinkResolver, LostLinkService, LostLinkResolver];
