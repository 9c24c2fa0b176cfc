import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.ts';
import { OutsideModule } from '../platform/outside/outside.module.ts';
import { BeforeFramework } from './answering/before.framework.ts';
import { FastPath } from './answering/fast.path.ts';
import { FeedController } from './answering/feed.controller.ts';
import { ChangeChannel } from './freshness/change.channel.ts';
import { FeedKeeper } from './keeping/feed.keeper.ts';
import { PieceShelf } from './keeping/piece.shelf.ts';
import { LISTING_PROVIDERS } from './listing/listing.providers.ts';
import { PartnersModule } from './partners/partners.module.ts';
import { PERSONAL_CONTROLLERS, PERSONAL_PROVIDERS } from './personal/personal.providers.ts';
import { PUSH_CONTROLLERS, PUSH_PROVIDERS } from './push/push.providers.ts';
import { SUBJECT_PROVIDERS } from './subjects/subjects.providers.ts';

@Module({
  imports: [IdentityModule, OutsideModule, PartnersModule],
  controllers: [FeedController, ...PERSONAL_CONTROLLERS, ...PUSH_CONTROLLERS],
  providers: [
    ...[ChangeChannel, PieceShelf, FeedKeeper, FastPath, BeforeFramework],
    ...[...SUBJECT_PROVIDERS, ...LISTING_PROVIDERS, ...PERSONAL_PROVIDERS, ...PUSH_PROVIDERS],
  ],
})
export class FeedsModule {}
