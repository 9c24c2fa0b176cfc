import type { Provider } from '@nestjs/common';
import { SpeakerResolver } from './speaker.resolver.ts';
import { SpeakerService } from './speaker.service.ts';

export const SPEAKERS: Provider[] = [SpeakerService, SpeakerResolver];
