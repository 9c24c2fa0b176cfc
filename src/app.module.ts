import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { DirectoryModule } from './directory/directory.module.ts';
import { AccessModule } from './platform/access/access.module.ts';
import { ConfigModule } from './platform/config/config.module.ts';
import type { Settings } from './platform/config/settings.ts';
import type { Database } from './platform/db/database.ts';
import { DbModule } from './platform/db/db.module.ts';
import { GraphqlModule } from './platform/graphql/graphql.module.ts';
import { HttpModule } from './platform/http/http.module.ts';
import { LoggerModule } from './platform/log/logger.module.ts';
import { JobsModule } from './platform/jobs/jobs.module.ts';
import { MailModule } from './platform/mail/mail.module.ts';
import { TimeModule } from './platform/time/time.module.ts';
import { EventsModule } from './events/events.module.ts';
import { FeedsModule } from './feeds/feeds.module.ts';
import { IdentityModule } from './identity/identity.module.ts';
import { NotificationsModule } from './notifications/notifications.module.ts';
import { PlansModule } from './plans/plans.module.ts';
import { RegistrationModule } from './registration/registration.module.ts';
import { UploadsModule } from './platform/uploads/uploads.module.ts';
import { VenuesModule } from './venues/venues.module.ts';

/** What the program is built on, and its features in the order of their floors. */
@Module({})
export class AppModule {
  static with(settings: Settings, database: Database, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings),
        LoggerModule.with(logger),
        DbModule.with(database),
        TimeModule,
        JobsModule,
        MailModule,
        AccessModule,
        HttpModule,
        UploadsModule,
        GraphqlModule,
        DirectoryModule,
        IdentityModule,
        PlansModule,
        VenuesModule,
        EventsModule,
        RegistrationModule,
        FeedsModule,
        NotificationsModule,
      ],
    };
  }
}
