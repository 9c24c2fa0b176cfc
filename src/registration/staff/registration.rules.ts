import type { RegistrationRow } from '../record/registration.tables.ts';
import { isLive } from '../record/seats.rules.ts';
import type { RegistrationAction } from './registration.codes.ts';

type Standing = Pick<RegistrationRow, 'status' | 'awaits'>;

/** Whether it has not ended, and nobody has been counted yet. */
export function isUnderWay(row: Standing): boolean {
  return isLive(row) && row.status !== 'ATTENDED' && row.status !== 'NO_SHOW';
}

/** What staff may do with a registration as it stands. */
export function actionsOn(row: Standing): RegistrationAction[] {
  const isTheirs = row.awaits === 'STAFF' || row.awaits === 'HEAD';
  return [
    ...(isTheirs ? (['APPROVE', 'DECLINE'] as const) : []),
    ...(isUnderWay(row) ? (['CANCEL', 'MOVE', 'EDIT'] as const) : []),
    ...(row.status === 'WAITLISTED' || row.status === 'OFFERED' ? (['PROMOTE'] as const) : []),
  ];
}
