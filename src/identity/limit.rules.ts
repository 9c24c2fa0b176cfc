import { type Instant, laterOf, minutesBetween, plusMinutes } from '../platform/time/instant.ts';
import type { Language } from '../platform/language/language.ts';

/** How a kind of attempt is slowed down: so many at once, then each further one waits twice as long, up to a most. */
export interface Pace {
  readonly name: string;
  /** Attempts without any wait. */
  readonly free: number;
  /** The first wait, in seconds; it doubles. */
  readonly firstWait: number;
  /** The longest wait, in seconds: a delay, never a lock-out. */
  readonly longestWait: number;
  /** Minutes without an attempt after which all is forgotten. */
  readonly memory: number;
}

/**
 * OWASP's "slow down online guessing with device cookies": who guesses at an account is slowed by account and address; a
 * browser in which its owner has signed in before has a pace of its own, which nobody else can use up. Over all addresses
 * an account takes a guess in ten seconds at most, which leaves its owner a short wait and a botnet nothing.
 */
export const PASSWORD_PACES = {
  accountFromAddress: { name: 'account+address', free: 5, firstWait: 1, longestWait: 900, memory: 1_440 },
  address: { name: 'address', free: 50, firstWait: 1, longestWait: 60, memory: 60 },
  account: { name: 'account', free: 50, firstWait: 1, longestWait: 10, memory: 60 },
  knownBrowser: { name: 'account+browser', free: 10, firstWait: 1, longestWait: 900, memory: 1_440 },
} as const satisfies Record<string, Pace>;

/** Mails that anybody can have sent to somebody else: few, and from one address not many. */
export const LINK_PACES = {
  accountFromAddress: { name: 'link account+address', free: 4, firstWait: 60, longestWait: 600, memory: 120 },
  account: { name: 'link account', free: 12, firstWait: 10, longestWait: 60, memory: 120 },
  /** Once an account’s limit is used up, a network that has not asked yet still gets one: its owner may be there. */
  firstFromNetwork: { name: 'link first of network', free: 1, firstWait: 600, longestWait: 600, memory: 120 },
  knownBrowser: { name: 'link account+browser', free: 4, firstWait: 60, longestWait: 600, memory: 120 },
  address: { name: 'link address', free: 30, firstWait: 10, longestWait: 300, memory: 120 },
  newAccounts: { name: 'new accounts', free: 20, firstWait: 30, longestWait: 600, memory: 120 },
} as const satisfies Record<string, Pace>;

/** What one person can have sent to others: enough for a day’s work, and never the same mail to one of them over and over. */
export const MAIL_PACES = {
  inviter: { name: 'invitations by', free: 60, firstWait: 10, longestWait: 300, memory: 60 },
  invited: { name: 'invitations to', free: 3, firstWait: 600, longestWait: 3_600, memory: 1_440 },
  asking: { name: 'school requests of', free: 10, firstWait: 60, longestWait: 3_600, memory: 1_440 },
  head: { name: 'school requests told', free: 1, firstWait: 1_800, longestWait: 1_800, memory: 1_440 },
} as const satisfies Record<string, Pace>;

export interface Attempts {
  readonly attempts: number;
  readonly freeAt: Instant;
  readonly forgetAt: Instant;
}

/** Whether an attempt is admitted now, and what is then remembered; `wait` is in seconds, 0 when admitted. */
export function pace(before: Attempts | null, limit: Pace, now: Instant): { wait: number; after: Attempts } {
  const known = before && before.forgetAt > now ? before : null;
  const forgetAt = plusMinutes(now, limit.memory);
  // Of attempts at once, one that began first may be counted last: its clock is then behind, and that is no wait.
  if (known && known.attempts >= limit.free && known.freeAt > now) {
    return { wait: Math.ceil(minutesBetween(now, known.freeAt) * 60), after: known };
  }
  const attempts = (known?.attempts ?? 0) + 1;
  return { wait: 0, after: { attempts, freeAt: plusMinutes(now, waitAfter(attempts, limit) / 60), forgetAt } };
}

function waitAfter(attempts: number, { free, firstWait, longestWait }: Pace): number {
  return attempts < free ? 0 : Math.min(firstWait * 2 ** Math.min(attempts - free, 30), longestWait);
}

/** What is remembered when an attempt that was counted turned out right. */
export function forgiven(before: Attempts, limit: Pace, now: Instant): Attempts {
  const attempts = Math.max(before.attempts - 1, 0);
  return { ...before, attempts, freeAt: attempts < limit.free ? now : laterOf(before.freeAt, now) };
}

export interface TooManyAttempts {
  readonly kind: 'TooManyAttempts';
  readonly message: string;
  /** Seconds after which a further try is admitted. */
  readonly retryAfter: number;
}

export function tooManyAttempts(retryAfter: number, language: Language): TooManyAttempts {
  return {
    kind: 'TooManyAttempts',
    message:
      language === 'uk'
        ? `Забагато спроб. Спробуйте через ${retryAfter} с або попросіть посилання для входу на пошту.`
        : `Too many attempts. Try again in ${retryAfter} s, or ask for a sign-in link by e-mail.`,
    retryAfter,
  };
}
