import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import type { EditorialStatus } from './event.tables.ts';

/** What is done with the text of an event on its way to the public. */
export type EditorialAction = 'SUBMIT' | 'WITHDRAW' | 'RETURN' | 'APPROVE' | 'PUBLISH' | 'ARCHIVE' | 'RESTORE';

/** Everything that is done with an event as a whole. */
export type EventAction = EditorialAction | 'UPDATE' | 'DISCARD';

interface Step {
  readonly from: readonly EditorialStatus[];
  /** Null for what leaves it where it is. */
  readonly to: EditorialStatus | null;
}

/**
 * The legal steps. Who may take them is a question of event.policy.ts; who needs nobody's approval publishes from wherever
 * the text has come to.
 */
export const EDITORIAL_STEPS: Readonly<Record<EventAction, Step>> = {
  UPDATE: { from: ['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED'], to: null },
  DISCARD: { from: ['DRAFT', 'RETURNED'], to: null },
  SUBMIT: { from: ['DRAFT', 'RETURNED'], to: 'SUBMITTED' },
  WITHDRAW: { from: ['SUBMITTED'], to: 'DRAFT' },
  RETURN: { from: ['SUBMITTED', 'APPROVED'], to: 'RETURNED' },
  APPROVE: { from: ['SUBMITTED'], to: 'APPROVED' },
  PUBLISH: { from: ['DRAFT', 'RETURNED', 'SUBMITTED', 'APPROVED'], to: 'PUBLISHED' },
  ARCHIVE: { from: ['PUBLISHED'], to: 'ARCHIVED' },
  RESTORE: { from: ['ARCHIVED'], to: 'PUBLISHED' },
};

/** The state of the event does not allow the step. */
export interface WrongStatus extends Refusal<'WrongStatus'> {
  readonly action: EventAction;
  readonly editorialStatus: EditorialStatus;
}

const STATES: Readonly<Record<EditorialStatus, { readonly uk: string; readonly en: string }>> = {
  DRAFT: {
    uk: 'Подія ще чернетка. Подайте її на погодження.',
    en: 'The event is still a draft. Submit it for approval.',
  },
  SUBMITTED: {
    uk: 'Подію подано на погодження. Дочекайтеся рішення або відкличте її.',
    en: 'The event was submitted for approval. Wait for the decision or withdraw it.',
  },
  RETURNED: {
    uk: 'Подію повернено із зауваженням. Виправте її й подайте знову.',
    en: 'The event was returned with a comment. Mend it and submit it again.',
  },
  APPROVED: { uk: 'Подію погоджено. Її можна опублікувати.', en: 'The event is approved. It can be published.' },
  PUBLISHED: {
    uk: 'Подію вже опубліковано. Щоб її змінити, відредагуйте її; щоб вона не відбулася, скасуйте її дати.',
    en: 'The event is published already. To change it, edit it; to have it not held, cancel its dates.',
  },
  ARCHIVED: {
    uk: 'Подія в архіві й не змінюється. Щоб її змінити, спершу відновіть її.',
    en: 'The event is archived and does not change. To change it, restore it first.',
  },
};

/** Whether the event's state allows the step; null when it does. */
export function wrongStatus(
  action: EventAction,
  { editorialStatus }: { readonly editorialStatus: EditorialStatus },
  language: Language,
): WrongStatus | null {
  if (EDITORIAL_STEPS[action].from.includes(editorialStatus)) return null;
  return { kind: 'WrongStatus', message: STATES[editorialStatus][language], action, editorialStatus };
}
