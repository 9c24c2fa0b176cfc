import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.ts';
import { RegistrationModule } from '../registration/registration.module.ts';
import { ClockSweep } from './clock.sweep.ts';
import { Digests } from './digests.ts';
import { FollowComposer } from './follow.composer.ts';
import { FollowResolver } from './follow.resolver.ts';
import { FollowService } from './follow.service.ts';
import { NoticeComposer } from './notice.composer.ts';
import { NoticeLinkController } from './notice.link.controller.ts';
import { NoticeLinkService } from './notice.link.service.ts';
import { NoticeLinks } from './notice.links.ts';
import { NoticeListener } from './notice.listener.ts';
import { NoticePersonData } from './notice.person.data.ts';
import { NoticeReading } from './notice.reading.ts';
import { NoticeResolver } from './notice.resolver.ts';
import { Notices } from './notice.service.ts';
import { Reminders } from './reminders.ts';
import { WishComposer } from './wish.composer.ts';
import { MessageWordsResolver } from './words.resolver.ts';
import { MessageWordsService } from './words.service.ts';

@Module({
  imports: [IdentityModule, RegistrationModule],
  controllers: [NoticeLinkController],
  providers: [
    ...[Notices, NoticeLinks, NoticeListener, NoticeComposer, NoticePersonData, NoticeReading, NoticeResolver],
    ...[Reminders, Digests, ClockSweep, FollowComposer, FollowService, FollowResolver, NoticeLinkService],
    ...[MessageWordsService, MessageWordsResolver, WishComposer],
  ],
})
export class NotificationsModule {}
