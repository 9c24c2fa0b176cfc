import type { EndedBy } from '../record/registration.tables.ts';
import type { RegistrationStatus } from '../record/seats.rules.ts';

/** How a nomination stands, as a nominator speaks of it. */
export type NominationState =
  | 'INVITED'
  | 'ACCEPTED'
  | 'RESERVE'
  | 'OFFERED'
  | 'DECLINED'
  | 'EXPIRED'
  | 'CANCELLED'
  | 'WITHDRAWN'
  | 'SUBSTITUTED'
  | 'ATTENDED'
  | 'NO_SHOW';

export interface Nominated {
  readonly status: RegistrationStatus;
  readonly endedBy: EndedBy | null;
  /** Who stands in; null when nobody was named. */
  readonly substitutedById: string | null;
}

const STATES: Readonly<Record<RegistrationStatus, NominationState>> = {
  ...{ UNCONFIRMED: 'INVITED', PENDING_APPROVAL: 'INVITED', CONFIRMED: 'ACCEPTED' },
  ...{ WAITLISTED: 'RESERVE', OFFERED: 'OFFERED' },
  ...{ DECLINED: 'DECLINED', EXPIRED: 'EXPIRED', CANCELLED: 'CANCELLED' },
  ...{ ATTENDED: 'ATTENDED', NO_SHOW: 'NO_SHOW' },
};

export function stateOf({ status, endedBy, substitutedById }: Nominated): NominationState {
  if (substitutedById !== null && isSubstitutable(status)) return 'SUBSTITUTED';
  const isTakenBack = endedBy === 'BODY' || endedBy === 'STAFF';
  return status === 'CANCELLED' && isTakenBack ? 'WITHDRAWN' : STATES[status];
}

/** Whether somebody else may be named in the place of one who does not come. */
export function isSubstitutable(status: RegistrationStatus): boolean {
  return status === 'DECLINED' || status === 'EXPIRED' || status === 'CANCELLED';
}

/** Whether a nominator may take the nomination back. */
export function isWithdrawable(status: RegistrationStatus): boolean {
  return !isSubstitutable(status) && status !== 'ATTENDED' && status !== 'NO_SHOW';
}
