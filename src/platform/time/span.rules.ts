import { type Instant, instantFromMillis } from './instant.ts';

/** A half-open stretch of the time line, `[from, to)`: what ends when another begins does not meet it. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** What both have in common; null when they do not meet. */
export function overlapOf(a: Span, b: Span): Span | null {
  if (!overlaps(a, b)) return null;
  return {
    from: instantFromMillis(Math.max(a.from.getTime(), b.from.getTime())),
    to: instantFromMillis(Math.min(a.to.getTime(), b.to.getTime())),
  };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
