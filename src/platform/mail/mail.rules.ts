/**
 * Why a mail did not go: REFUSED for good, by an answer about this recipient or this message; DEFERRED, such an answer that
 * may change; UNREACHABLE, when the mail server itself is away, in trouble or wrongly set.
 */
export type Failure = 'REFUSED' | 'DEFERRED' | 'UNREACHABLE';

/** How long between tries, in seconds. */
export interface Pace {
  readonly firstSeconds: number;
  /** The longest wait for a server that is away: so soon after its return everything is sent. */
  readonly longestSeconds: number;
  /** For how many tries a deferred mail keeps that pace too: a server in trouble may defer everything. */
  readonly eagerTries: number;
  readonly deferredSeconds: number;
  /** After this long it is given up. */
  readonly giveUpSeconds: number;
}

/** What nodemailer throws: `responseCode` is the server's answer, `command` what it answered to. */
export interface SendError {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

/** Service not available, closing channel: about the server, whatever was asked (RFC 5321 4.2.3). */
const CLOSING = 421;
/** Too large, told at once where the server announces its limit. */
const TOO_LARGE = 552;

export function failureOf({ code, command, responseCode }: SendError): Failure {
  const answer = typeof responseCode === 'number' ? responseCode : 0;
  const ofMessage = command === 'RCPT TO' || command === 'DATA' || answer === TOO_LARGE;
  if (code === 'EMESSAGE' && answer === 0) return 'REFUSED'; // nodemailer itself finds it too large
  if (!ofMessage || answer < 400 || answer === CLOSING) return 'UNREACHABLE';
  return answer < 500 ? 'DEFERRED' : 'REFUSED';
}

/** Seconds to the next try after the `tried`-th; null when there is none. */
export function nextTry(failure: Failure, tried: number, secondsLeft: number, pace: Pace): number | null {
  if (failure === 'REFUSED' || secondsLeft <= 0) return null;
  if (failure === 'DEFERRED' && tried > pace.eagerTries) return pace.deferredSeconds;
  return Math.min(pace.firstSeconds * 2 ** Math.min(tried - 1, 20), pace.longestSeconds);
}

const ADDRESS = /[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/g;
const LONGEST = 300;

/** What a mail server said, without whom it said it of, on one line. */
export function maskAddresses(text: string, recipient: string): string {
  const local = recipient.slice(0, recipient.lastIndexOf('@'));
  const masked = text.replaceAll(ADDRESS, '…@…');
  const nameless = local.length > 2 ? masked.replaceAll(local, '…') : masked;
  return nameless
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();
}
