import type { Provider } from '@nestjs/common';
import { IndividualResolver } from './individual.resolver.ts';
import { IndividualService } from './individual.service.ts';

export const INDIVIDUALS: Provider[] = [IndividualService, IndividualResolver];
