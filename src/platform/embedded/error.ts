export type EmbeddedServerCode = 'IN_USE' | 'NO_BINARIES' | 'START_FAILED' | 'FOLDER_UNUSABLE' | 'VERSION_MISMATCH';

/** The message is written for the person at the terminal: what is wrong, and what to do next. */
export class EmbeddedServerError extends Error {
  readonly code: EmbeddedServerCode;

  constructor(code: EmbeddedServerCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedServerError';
    this.code = code;
  }
}

/** How every way out ends: a Postgres of one's own. */
export const OWN_POSTGRES = 'give DATABASE_URL to use a Postgres server of your own';

export type Log = (line: string, level: 'info' | 'warn' | 'error') => void;

export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
