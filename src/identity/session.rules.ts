import { type Instant, minutesBetween, plusDays, plusMinutes } from '../platform/time/instant.ts';

export interface SessionTimes {
  readonly createdAt: Instant;
  readonly idleUntil: Instant;
  readonly expiresAt: Instant;
}

export interface Lifetimes {
  readonly idleMinutes: number;
  readonly days: number;
}

/** A use is written down at most once a minute: enough to tell who is idle, and no write for most requests. */
const TOUCH_MINUTES = 1;
/** How long a renewed token's predecessor is still good: the requests that were under way with it. */
const RENEWAL_MINUTES = 0.5;
/** How long a proof of who one is counts for what cannot be undone: NIST asks for it, a stolen cookie cannot give it. */
const FRESH_MINUTES = 15;

export function timesOf(now: Instant, { idleMinutes, days }: Lifetimes): SessionTimes {
  return { createdAt: now, idleUntil: plusMinutes(now, idleMinutes), expiresAt: plusDays(now, days) };
}

export interface Held extends Pick<SessionTimes, 'idleUntil' | 'expiresAt'> {
  readonly tokenHash: Uint8Array;
  readonly previousUntil: Instant | null;
}

/** True when the session is good at this moment for a request that came with this token. */
export function isLive(session: Held, hash: Uint8Array, now: Instant): boolean {
  if (session.idleUntil <= now || session.expiresAt <= now) return false;
  return isCurrent(session, hash) || (session.previousUntil !== null && session.previousUntil > now);
}

/** True when the token is the session's last one. */
export function isCurrent(session: Pick<Held, 'tokenHash'>, hash: Uint8Array): boolean {
  return Buffer.compare(session.tokenHash, hash) === 0;
}

export function isTouchDue(lastUsedAt: Instant, now: Instant): boolean {
  return minutesBetween(lastUsedAt, now) >= TOUCH_MINUTES;
}

export function previousUntil(now: Instant): Instant {
  return plusMinutes(now, RENEWAL_MINUTES);
}

export function isFresh(authenticatedAt: Instant, now: Instant): boolean {
  return minutesBetween(authenticatedAt, now) < FRESH_MINUTES;
}
