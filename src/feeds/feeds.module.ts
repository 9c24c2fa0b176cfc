import { Module } from '@nestjs/common';
import { AudienceFeedResolver } from './audience.feed.resolver.ts';
import { FeedController } from './feed.controller.ts';

@Module({ controllers: [FeedController], providers: [AudienceFeedResolver] })
export class FeedsModule {}
