/** How people come by a place of a roster. */
export type WaitlistPolicy = 'STRICT' | 'FIT_FIRST' | 'OFFER_SMALLER';

export type RegistrationStatus =
  | 'UNCONFIRMED'
  | 'PENDING_APPROVAL'
  | 'CONFIRMED'
  | 'WAITLISTED'
  | 'OFFERED'
  | 'DECLINED'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'ATTENDED'
  | 'NO_SHOW';

/** Somebody alone or with company, a class as one, or one whom a body or an outlet names. */
export type RegistrationKind = 'INDIVIDUAL' | 'GROUP' | 'NOMINEE';

/** Whose yes a held place waits for: the head of the school, the host's staff, or the nominee. */
export type Awaited = 'HEAD' | 'STAFF' | 'NOMINEE';

const HOLDING: readonly RegistrationStatus[] = ['UNCONFIRMED', 'PENDING_APPROVAL', 'CONFIRMED', 'ATTENDED', 'NO_SHOW'];
/** What has not ended: nobody registers beside it under the same key. */
export const LIVE: readonly RegistrationStatus[] = [
  ...['UNCONFIRMED', 'PENDING_APPROVAL', 'CONFIRMED', 'WAITLISTED', 'OFFERED', 'ATTENDED', 'NO_SHOW'],
] as RegistrationStatus[];

/**
 * Whether the address is only what a form said, where the host wants it confirmed: who reads mail there may be somebody else,
 * and is shown nothing of what the form says.
 */
export function isUnproven(
  { origin, emailConfirmedAt }: { readonly origin: string; readonly emailConfirmedAt: unknown },
  { confirmsEmail }: { readonly confirmsEmail: boolean },
): boolean {
  return confirmsEmail && origin === 'SELF' && emailConfirmedAt === null;
}

export function isLive({ status }: { readonly status: RegistrationStatus }): boolean {
  return LIVE.includes(status);
}

/** Whether all its seats are taken from the roster; those of an offer are what is offered. */
export function holdsSeats(status: RegistrationStatus): boolean {
  return HOLDING.includes(status);
}

/** What somebody needs to take part. A list and numbers, no words: nothing about a person can be written there. */
export const NEEDS = [
  'WHEELCHAIR',
  'STEP_FREE',
  'SIGN_LANGUAGE',
  'HEARING_LOOP',
  'LARGE_PRINT',
  'ASSISTANT',
  'QUIET_PLACE',
  'GUIDE_DOG',
] as const;
export type NeedKind = (typeof NEEDS)[number];

export interface Need {
  readonly need: NeedKind;
  /** How many of those who come. */
  readonly count: number;
}

/** When registration opens and closes: on a day of its own, or so long before the start, each by the clock of the place. */
export interface RegistrationWindow {
  /** Local date (`2019-05-01`); it rules over `opensDaysBefore`. */
  readonly opensOn?: string | null;
  readonly opensDaysBefore?: number | null;
  /** The hour of that day, `09:00`; null takes midnight of a date, and the hour of the start of days before it. */
  readonly opensAtTime?: string | null;
  readonly closesOn?: string | null;
  /** Null takes midnight. */
  readonly closesAtTime?: string | null;
  /** Null closes with the start. */
  readonly closesMinutesBefore?: number | null;
}
