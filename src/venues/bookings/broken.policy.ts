import type { Viewer } from '../../platform/access/viewer.ts';
import { mayOverride, type RoomSite } from './booking.policy.ts';
import type { SoftRule } from './booking.tables.ts';
import { type BrokenRule, type Severity, severityOf } from './broken.rules.ts';

/** A broken rule, and what this viewer can do about it. */
export type ShownRule = BrokenRule & { readonly severity: Severity; readonly canOverride: boolean };

export function rulesShownTo(viewer: Viewer, room: RoomSite, broken: readonly BrokenRule[]): ShownRule[] {
  return broken.map((rule) => {
    const severity = severityOf(rule);
    // What is soft is one of the soft rules by its name.
    const canOverride = severity === 'SOFT' && mayOverride(viewer, room, rule.kind as SoftRule);
    return { ...rule, severity, canOverride };
  });
}
