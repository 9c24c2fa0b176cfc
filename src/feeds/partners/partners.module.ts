import { Module } from '@nestjs/common';
import { OutsideModule } from '../../platform/outside/outside.module.ts';
import { UploadsModule } from '../../platform/uploads/uploads.module.ts';
import { ExternalResolver } from './external.resolver.ts';
import { PartnerFeedController } from './feed.controller.ts';
import { KeptPartnerFeeds } from './kept.feeds.ts';
import { PartnerDesk } from './partner.desk.ts';
import { PartnerEventProblemResolver, PartnerFieldsResolver } from './partner.fields.resolver.ts';
import { PartnerImport } from './partner.import.ts';
import { PartnerReading } from './partner.reading.ts';
import { PartnerResolver } from './partner.resolver.ts';
import { PartnerService } from './partner.service.ts';
import { PartnerSource } from './partner.source.ts';

/** Calendars that partners keep: as busy time of our rooms, and as events of others beside ours. */
@Module({
  imports: [OutsideModule, UploadsModule],
  controllers: [PartnerFeedController],
  providers: [
    ...[PartnerSource, PartnerService, PartnerReading, PartnerImport, PartnerDesk],
    ...[KeptPartnerFeeds, PartnerResolver, PartnerFieldsResolver, PartnerEventProblemResolver, ExternalResolver],
  ],
})
export class PartnersModule {}
