import { Module } from '@nestjs/common';
import { BeforeFramework } from './answering/before.framework.ts';
import { FastPath } from './answering/fast.path.ts';
import { FeedController } from './answering/feed.controller.ts';
import { ChangeChannel } from './freshness/change.channel.ts';
import { FeedKeeper } from './keeping/feed.keeper.ts';
import { PieceShelf } from './keeping/piece.shelf.ts';
import { LISTING_PROVIDERS } from './listing/listing.providers.ts';
import { SUBJECT_PROVIDERS } from './subjects/subjects.providers.ts';

@Module({
  controllers: [FeedController],
  providers: [
    ...[ChangeChannel, PieceShelf, FeedKeeper, FastPath, BeforeFramework],
    ...SUBJECT_PROVIDERS,
    ...LISTING_PROVIDERS,
  ],
})
export class FeedsModule {}
