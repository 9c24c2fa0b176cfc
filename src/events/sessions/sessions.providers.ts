import type { Provider } from '@nestjs/common';
import { SessionFollower } from './booking.follow.service.ts';
import { ConflictResolver } from './conflict.resolver.ts';
import { DecisionResolver } from './decision.resolver.ts';
import { DiscardService } from './discard.service.ts';
import { HappeningResolver } from './happening.resolver.ts';
import { HappeningService } from './happening.service.ts';
import { EventSessionsResolver, SessionFieldsResolver } from './session.fields.resolver.ts';
import { SessionResolver } from './session.resolver.ts';
import { SessionService } from './session.service.ts';
import { BookingSessionResolver, SessionStaffResolver, SpeakerClashResolver } from './session.staff.resolver.ts';
import { SilenceService } from './silence.service.ts';

export const SESSIONS: Provider[] = [
  ...[SessionService, HappeningService, DiscardService, SessionFollower, SilenceService],
  ...[SessionResolver, HappeningResolver, DecisionResolver, ConflictResolver],
  ...[EventSessionsResolver, SessionFieldsResolver, SessionStaffResolver, SpeakerClashResolver, BookingSessionResolver],
];
