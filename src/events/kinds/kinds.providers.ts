import type { Provider } from '@nestjs/common';
import { KindResolver } from './kind.resolver.ts';

export const KINDS: Provider[] = [KindResolver];
