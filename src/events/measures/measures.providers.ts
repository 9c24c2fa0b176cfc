import { GapResolver } from './gap.resolver.ts';
import { MeasureEventsResolver } from './measure.events.resolver.ts';

export const MEASURES = [MeasureEventsResolver, GapResolver];
