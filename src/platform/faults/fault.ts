/**
 * What is thrown: the request itself was wrong, or not allowed. `code` is stable and leaves as `extensions.code`.
 * An expected outcome of a use case is no fault but a refusal, and is returned.
 */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: FaultCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'Fault';
    this.code = code;
    this.details = details;
  }
}

export const FAULT_STATUS = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RETRY: 503,
  TIMEOUT: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;

export type FaultCode = keyof typeof FAULT_STATUS;

export const notFound = (what: string): Fault => new Fault('NOT_FOUND', `${what} was not found`);
export const forbidden = (message = 'You may not do this'): Fault => new Fault('FORBIDDEN', message);
export const unauthenticated = (): Fault => new Fault('UNAUTHENTICATED', 'Sign in first');
export const invalidInput = (message: string, details?: Readonly<Record<string, unknown>>): Fault =>
  new Fault('BAD_USER_INPUT', message, details);
