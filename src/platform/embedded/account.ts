// Postgres refuses to run as root, so root lends it an unprivileged account; anyone else runs it as themselves.
import { execFile } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { EmbeddedServerError, OWN_POSTGRES } from './error.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Options for child_process: empty when the program itself is this account. */
  readonly as: { uid?: number; gid?: number };
}

const CANDIDATES = ['postgres', '_postgres', 'node', 'nobody'];

/** `data` may exist already: then root goes on with its owner, so that the folder keeps one owner for good. */
export function accountFor(data: string): Account {
  const uid = process.geteuid?.() ?? 0;
  if (uid !== 0) return { name: `uid ${uid}`, uid, gid: process.getegid?.() ?? 0, as: {} };
  const account = chooseAccount(readPasswd(), ownerIdOf(data));
  if (account) return { ...account, as: { uid: account.uid, gid: account.gid } };
  const message = `Postgres does not run as root, and /etc/passwd has no account ${CANDIDATES.join(', ')} to run it as; start as an ordinary user, or ${OWN_POSTGRES}`;
  throw new EmbeddedServerError('START_FAILED', message);
}

export function chooseAccount(
  passwd: string,
  dataOwner?: { uid: number; gid: number },
): Omit<Account, 'as'> | undefined {
  const known = parsePasswd(passwd);
  if (dataOwner !== undefined && dataOwner.uid !== 0) {
    return known.find(({ uid }) => uid === dataOwner.uid) ?? { name: `uid ${dataOwner.uid}`, ...dataOwner };
  }
  return CANDIDATES.flatMap((wanted) => known.filter(({ name }) => name === wanted))[0];
}

/** Asked of the system itself, as that account: access lists and mounts decide as well as the mode bits. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return passes(account, 'cd "$1"', folder);
}

export async function canExecute(account: Account, file: string): Promise<boolean> {
  return passes(account, 'test -x "$1" -a -r "$1"', file);
}

function passes(account: Account, script: string, path: string): Promise<boolean> {
  const options = { ...account.as, cwd: '/', env: {} };
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', script, 'sh', path], options, (error) => resolve(error === null));
  });
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    // No file, no accounts: the caller says so.
    return '';
  }
}

function parsePasswd(text: string): { name: string; uid: number; gid: number }[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => Number.isInteger(uid) && Number.isInteger(gid) && uid > 0);
}

function ownerIdOf(path: string): { uid: number; gid: number } | undefined {
  try {
    const { uid, gid } = lstatSync(path);
    return { uid, gid };
  } catch {
    return undefined;
  }
}
