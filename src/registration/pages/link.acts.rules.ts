import type { LinkPurpose } from '../record/registration.tables.ts';

/** What a button of a link's page does. */
export const PAGE_ACTS = [
  ...(['confirm', 'reconfirm', 'accept', 'decline', 'stay', 'edit', 'cancel', 'agree', 'refuse'] as const),
  ...(['allow', 'forbid'] as const),
] as const;
export type PageAct = (typeof PAGE_ACTS)[number];

/** What a link of each purpose lets its reader do, what is meant first. */
export const ACTS_OF: Readonly<Record<LinkPurpose, readonly PageAct[]>> = {
  CONFIRM: ['confirm', 'cancel'],
  MANAGE: ['edit', 'cancel'],
  OFFER: ['accept', 'decline', 'stay'],
  NOMINEE: ['agree', 'refuse'],
  RECONFIRM: ['reconfirm'],
  HEAD: ['allow', 'forbid'],
};
