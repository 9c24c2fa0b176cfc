import type { Language } from '../../platform/language/language.ts';
import type { SkippedHour } from '../../platform/time/wall.rules.ts';
import type { Override } from '../../venues/bookings/booking.tables.ts';
import type { Arrangement } from '../record/event.tables.ts';
import type { SessionRow } from '../record/session.tables.ts';
import type { WishedPlace } from '../sessions/place.rules.ts';
import type { SessionPlan } from '../sessions/plan.rules.ts';
import type { EditReach, TimeChange } from './edit.rules.ts';

/** An edit as it was asked for, looked up. */
export interface AskedEdit extends EditReach {
  readonly change: TimeChange;
  /** Null where places stay. */
  readonly place: WishedPlace | null;
  readonly arrangement: Arrangement;
  readonly overrides: readonly Override[];
  readonly language: Language;
}

/** What is to become of a date, before its room says anything. */
export interface Draft {
  readonly session: SessionRow;
  /** PLANNED for what its room, or nobody, has to say something to. */
  readonly fate:
    'PLANNED' | 'CANCELS' | 'DROPS' | 'UNCHANGED' | 'EXCEPTION_KEPT' | 'NO_SUCH_TIME' | 'OVER' | 'NOT_CHANGEABLE';
  /** As it would be; null for what stays as it is. */
  readonly plan: SessionPlan | null;
  /** Why the wished time never comes. */
  readonly skipped: SkippedHour | null;
}
