// Folders of our own in places that others can write to as well.
import { createHash } from 'node:crypto';
import { closeSync, constants, fchmodSync, fchownSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter } from './account.ts';
import type { Account } from './account.ts';
import { EmbeddedServerError, errorCode } from './error.ts';

/** A Unix socket's path may have 103 bytes on macOS, 107 on Linux. */
const SOCKET_PATH_BYTES = 103;

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * Makes the folder, or takes it over when it is ours already. False when somebody else put something there first. All
 * questions go to one open handle that follows no link, so that nothing can be exchanged between asking and changing.
 */
export function claimFolder(path: string, mode: number, owner: { uid: number; gid: number }): boolean {
  const self = process.geteuid?.() ?? 0;
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') return false;
  }
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch {
    return false;
  }
  try {
    const stat = fstatSync(fd);
    if (stat.uid !== self && stat.uid !== owner.uid) return false;
    if (stat.uid !== owner.uid) fchownSync(fd, owner.uid, owner.gid);
    if ((stat.mode & 0o7777) !== mode) fchmodSync(fd, mode);
    return true;
  } finally {
    closeSync(fd);
  }
}

/** The system's folder for temporary files, or /tmp where the account cannot get at it (root with a TMPDIR of its own). */
export async function temporaryBase(account: Account): Promise<string> {
  const own = tmpdir();
  return account.as.uid === undefined || (await canEnter(account, own)) ? own : '/tmp';
}

/** The folder of the server's socket: 0700, the only thing that stands between other users and a server that trusts. */
export async function claimSocketFolder(data: string, account: Account, port: number): Promise<string> {
  const bases = [await temporaryBase(account), '/tmp'];
  for (const base of bases) {
    for (const suffix of ['', '-1', '-2', '-3']) {
      const folder = join(base, `zakhid-${shortHash(data)}${suffix}`);
      if (Buffer.byteLength(`${folder}/.s.PGSQL.${port}`) > SOCKET_PATH_BYTES) break;
      if (claimFolder(folder, 0o700, account)) return folder;
    }
  }
  const message = `no folder for the database's socket could be made below ${bases.join(' or ')}: the folders zakhid-${shortHash(data)}* there belong to somebody else; remove them, or set TMPDIR to a folder of your own`;
  throw new EmbeddedServerError('FOLDER_UNUSABLE', message);
}
