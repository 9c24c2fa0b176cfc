import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { HappeningStatus } from './session.tables.ts';

/** What is done with a session that stands in the calendar. */
export type SessionAction =
  'CONFIRM' | 'MOVE' | 'POSTPONE' | 'MOVE_ONLINE' | 'CANCEL' | 'REVIVE' | 'MARK_HELD' | 'UNMARK_HELD';

interface Step {
  readonly from: readonly HappeningStatus[];
  /** 'before' restores what it was; 'moved' depends on whether anybody knows of the old time. */
  readonly to: HappeningStatus | 'before' | 'moved';
}

const LIVE: readonly HappeningStatus[] = ['TENTATIVE', 'CONFIRMED', 'RESCHEDULED', 'MOVED_ONLINE'];

/** The legal steps; all others are refused by name. */
export const HAPPENING_STEPS: Readonly<Record<SessionAction, Step>> = {
  CONFIRM: { from: ['TENTATIVE'], to: 'CONFIRMED' },
  // What is postponed is moved to its new time.
  MOVE: { from: [...LIVE, 'POSTPONED'], to: 'moved' },
  POSTPONE: { from: LIVE, to: 'POSTPONED' },
  // What is in doubt is confirmed first: online, nobody would ask any more whether enough come.
  MOVE_ONLINE: { from: ['CONFIRMED', 'RESCHEDULED'], to: 'MOVED_ONLINE' },
  CANCEL: { from: [...LIVE, 'POSTPONED'], to: 'CANCELLED' },
  REVIVE: { from: ['CANCELLED'], to: 'before' },
  MARK_HELD: { from: ['CONFIRMED', 'RESCHEDULED', 'MOVED_ONLINE'], to: 'HELD' },
  UNMARK_HELD: { from: ['HELD'], to: 'before' },
};

/** Whether the session is held at its time, as far as anybody knows. */
export function takesPlace(status: HappeningStatus): boolean {
  return LIVE.includes(status) || status === 'HELD';
}

/** The state of the session does not allow the step. */
export interface WrongHappening extends Refusal<'WrongHappening'> {
  readonly action: SessionAction;
  readonly happeningStatus: HappeningStatus;
}

const STATES: Readonly<Record<HappeningStatus, { readonly uk: string; readonly en: string }>> = {
  TENTATIVE: {
    uk: 'Цю дату ще не підтверджено. Спершу підтвердьте її.',
    en: 'This date is not confirmed yet. Confirm it first.',
  },
  CONFIRMED: { uk: 'Цю дату вже підтверджено.', en: 'This date is confirmed already.' },
  POSTPONED: {
    uk: 'Цю дату відкладено. Призначте новий час або скасуйте її.',
    en: 'This date is postponed. Give it a new time or cancel it.',
  },
  RESCHEDULED: {
    uk: 'Цю дату вже перенесено, і вона відбудеться в новий час.',
    en: 'This date was moved already and takes place at its new time.',
  },
  MOVED_ONLINE: { uk: 'Цю дату вже перенесено в онлайн.', en: 'This date was moved online already.' },
  CANCELLED: {
    uk: 'Цю дату скасовано. Щоб вона відбулася, спершу поновіть її.',
    en: 'This date is cancelled. To have it held, revive it first.',
  },
  HELD: {
    uk: 'Ця дата вже відбулася. Якщо це помилка, зніміть позначку.',
    en: 'This date was held already. If that is a mistake, take the mark back.',
  },
};

/** Whether the session's state allows the step; null when it does. */
export function wrongHappening(
  action: SessionAction,
  { happeningStatus }: { readonly happeningStatus: HappeningStatus },
  language: Language,
): WrongHappening | null {
  if (HAPPENING_STEPS[action].from.includes(happeningStatus)) return null;
  return { kind: 'WrongHappening', message: STATES[happeningStatus][language], action, happeningStatus };
}
