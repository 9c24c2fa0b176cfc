import { EmbeddedServerError } from '../platform/embedded/error.ts';
import { MigrationError } from '../platform/db/migrate.ts';
import { databaseFault } from '../platform/faults/database.fault.ts';

/** Exit statuses of every command. */
export const EXIT = { done: 0, refused: 1, usage: 2, failed: 3 } as const;

/** Says in words why a command could not run, with the stack only where it is a bug, and ends the process. */
export function reportFailure(error: unknown, plain = false): never {
  process.stderr.write(`zakhid: ${wordsFor(error, plain)}\n`);
  process.exit(EXIT.failed);
}

function wordsFor(error: unknown, plain: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (plain || error instanceof EmbeddedServerError || error instanceof MigrationError) return error.message;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'the port is in use by another program; stop it, or choose another with PORT';
  if (code === 'EACCES') return 'the port or a file may not be used by this user';
  return databaseFault(error)?.message ?? error.stack ?? error.message;
}
