import type { Viewer } from '../../platform/access/viewer.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import { rulesShownTo } from '../bookings/broken.policy.ts';
import type { Alternative } from './alternative.rules.ts';
import type { AlternativeShown } from './alternative.types.ts';

/** A way out as GraphQL answers it: here, where a series of bookings is previewed, and where a closure is. */
export function shownAlternative(alternative: Alternative, viewer: Viewer): AlternativeShown {
  const { kind, wish, reason, differences, distanceMetres, fits, broken } = alternative;
  const { room, branch, layout, time, setUpMinutes, tearDownMinutes, equipment } = wish;
  return {
    ...{ kind, room, branch, reason, differences, distanceMetres, fits, setUpMinutes, tearDownMinutes, equipment },
    ...wallTimeOf(time),
    layout: layout.kind,
    capacity: layout.capacity,
    start: textInZone(time.startsAt, time.zone),
    end: textInZone(time.endsAt, time.zone),
    broken: rulesShownTo(viewer, room, broken),
  };
}
