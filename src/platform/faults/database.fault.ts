import { isError } from './error.ts';
import { Fault, type FaultCode } from './fault.ts';

/** SQLSTATE to the code a client sees; what is not listed is a bug and stays INTERNAL. */
const BY_STATE: Readonly<Record<string, readonly [FaultCode, string]>> = {
  '23P01': ['CONFLICT', 'Somebody else was faster; read again and repeat'],
  '23505': ['CONFLICT', 'This exists already; read again and repeat'],
  '23503': ['NOT_FOUND', 'Something this refers to was not found'],
  '40001': ['RETRY', 'Too many at once; repeat in a moment'],
  '40P01': ['RETRY', 'Too many at once; repeat in a moment'],
  '55P03': ['RETRY', 'Too many at once; repeat in a moment'],
  '22021': ['BAD_USER_INPUT', 'Text may not hold the character U+0000'],
  '57014': ['TIMEOUT', 'This took too long and was stopped'],
};

/** Codes of the driver. */
const UNREACHABLE = new Set(['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT']);
/** Codes of the system; a missing file or a client that hangs up has the same, but from another call. */
const NO_SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT']);

const SOCKET_CALLS = new Set(['connect', 'read', 'write', 'getaddrinfo']);

/** drizzle wraps the driver's error, so the code stands on the cause. */
export function sqlStateOf(error: unknown): string | undefined {
  return codedError(error)?.code;
}

function codedError(error: unknown): (Error & { code: string }) | undefined {
  for (let at: unknown = error; isError(at); at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at as Error & { code: string };
  }
  return undefined;
}

function isUnreachable(error: Error & { code: string }): boolean {
  if (UNREACHABLE.has(error.code)) return true;
  if (!NO_SOCKET.has(error.code)) return false;
  // A name with several addresses fails with all their errors.
  const one: unknown = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : error;
  return isError(one) && 'syscall' in one && SOCKET_CALLS.has(String(one.syscall));
}

/** The fault behind an error of the database driver, or undefined when it is none a client should hear of. */
export function databaseFault(error: unknown): Fault | undefined {
  const coded = codedError(error);
  if (coded === undefined) return undefined;
  const state = coded.code;
  // Class 08: connection exceptions; 57P01..03: shutting down or starting up; 53300: no connection left.
  if (isUnreachable(coded) || /^(08...|57P0[123]|53300)$/.test(state)) {
    return new Fault('UNAVAILABLE', 'The database cannot be reached at the moment; try again soon');
  }
  const known = BY_STATE[state];
  return known && new Fault(known[0], known[1]);
}
