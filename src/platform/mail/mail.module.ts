import { Global, Module } from '@nestjs/common';
import { DevMailController } from './dev-mail.controller.ts';
import { MailDelivery } from './mail.delivery.ts';
import { MailKinds } from './mail.kinds.ts';
import { MailPace } from './mail.pace.ts';
import { Mails } from './mail.service.ts';
import { MailTransport } from './mail.transport.ts';

@Global()
@Module({
  controllers: [DevMailController],
  providers: [Mails, MailKinds, MailPace, MailDelivery, MailTransport],
  exports: [Mails],
})
export class MailModule {}
