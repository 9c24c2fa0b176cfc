/** A place on the map, if anybody has said where; degrees of WGS 84. */
export interface Placed {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Mean radius of the Earth by IUGG. */
const RADIUS_METRES = 6_371_009;
const RADIANS = Math.PI / 180;

/** As the crow flies, in whole metres (haversine); null where one of both has no place on the map. */
export function metresBetween(a: Placed, b: Placed): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const north = Math.sin(((b.latitude - a.latitude) * RADIANS) / 2) ** 2;
  const east = Math.sin(((b.longitude - a.longitude) * RADIANS) / 2) ** 2;
  const chord = north + Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * east;
  return Math.round(2 * RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord))));
}

/** For a sort by distance: what is nowhere on the map comes last. */
export function byDistance(a: number | null, b: number | null): number {
  return (a ?? Infinity) === (b ?? Infinity) ? 0 : (a ?? Infinity) - (b ?? Infinity);
}
