import type { Provider } from '@nestjs/common';
import { NominationResolver } from './nomination.resolver.ts';
import { NominationService } from './nomination.service.ts';
import { SubstituteService } from './substitute.service.ts';

export const NOMINATIONS: Provider[] = [NominationService, SubstituteService, NominationResolver];
