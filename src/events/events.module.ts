import { Module } from '@nestjs/common';
import { EventResolver } from './event.resolver.ts';
import { EventScopes } from './event.scopes.ts';
import { EventService } from './event.service.ts';
import { MeasureEventsResolver } from './measure.events.resolver.ts';

@Module({ providers: [EventScopes, EventService, EventResolver, MeasureEventsResolver], exports: [EventService] })
export class EventsModule {}
