// The data folder: where it lies, and how it comes to be.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { canEnter } from './account.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedServerError, OWN_POSTGRES, errorCode } from './error.ts';
import type { Log } from './error.ts';
import { claimFolder, shortHash, temporaryBase } from './folders.ts';

export type Durability = 'durable' | 'volatile';

const DURABLE_BASE = '/var/lib/zakhid';
const PENDING_LINK = '.moving';

/** Real path of the folder, made if need be. */
export function prepareFolder(folder: string): string {
  const path = resolve(folder);
  try {
    const first = mkdirSync(path, { recursive: true });
    if (first !== undefined && process.geteuid?.() === 0) {
      // A strict umask must not shut the server's account out of what root has just made; older folders stay as they are.
      for (let made = path; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o755);
    }
    return realpathSync(path);
  } catch (error) {
    throw unusable(`the folder ${path} cannot be made or read (${errorCode(error)}); check who owns it`, error);
  }
}

/** Whose account goes on with it; a link is followed. */
export function dataPathOf(folder: string): string {
  try {
    return realpathSync(join(folder, 'data'));
  } catch {
    return join(folder, 'data');
  }
}

/** Where the cluster is, or is to be: <folder>/data, or a place the account can reach with a link to it. */
export async function placeData(folder: string, account: Account, durability: Durability, log: Log): Promise<string> {
  const data = join(folder, 'data');
  if (existsSync(data + PENDING_LINK) || isLink(data + PENDING_LINK)) finishMove(data);
  if (isLink(data)) return followed(data, durability);
  if (hasContent(data)) return (await canEnter(account, data)) ? data : moveAway(data, account, durability, log);
  if (await canEnter(account, folder)) return data;
  const target = await reachableTarget(data, account, durability);
  if (durability === 'volatile') rmSync(target, { recursive: true, force: true });
  if (existsSync(target)) {
    // Somebody removed the link to begin anew. What they began anew from is not ours to delete.
    const aside = `${target}.old-${Math.random().toString(36).slice(2, 8)}`;
    renameSync(target, aside);
    log(`${data} is gone, so a new database begins; the former one is kept in ${aside}`, 'warn');
  }
  return target;
}

/** Makes the cluster unless it is there, and the link to it when it lies elsewhere. */
export async function openCluster(
  place: { folder: string; data: string },
  account: Account,
  binaries: Binaries,
  durability: Durability,
  log: Log,
): Promise<void> {
  const { folder, data } = place;
  const link = join(folder, 'data');
  sweep(data);
  if (!hasContent(data)) await initialise(data, account, binaries, durability);
  if (data !== link && !isLink(link)) {
    if (existsSync(link)) rmSync(link, { recursive: true });
    symlinkSync(data, link);
    log(`the account ${account.name} cannot reach ${folder}: the database is in ${data}, linked from ${link}`, 'warn');
  }
  assertUsable(data, account, binaries);
}

async function initialise(data: string, account: Account, binaries: Binaries, durability: Durability): Promise<void> {
  const making = `${data}.init-${Math.random().toString(36).slice(2, 8)}`;
  mkdirSync(making, { mode: 0o700 });
  if (account.as.uid !== undefined) chownSync(making, account.uid, account.gid);
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const safety = durability === 'durable' ? ['--data-checksums'] : ['--no-data-checksums', '--no-sync'];
  try {
    await run(binaries.initdb, ['-D', making, '-U', 'postgres', '--auth=trust', ...locale, ...safety], account);
    // A killed initdb leaves no half-made cluster under the real name.
    renameSync(making, data);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error instanceof EmbeddedServerError
      ? error
      : unusable(`the database could not be made in ${data} (${(error as Error).message})`, error);
  }
  if (durability === 'durable') syncFolder(dirname(data));
}

function run(file: string, args: string[], account: Account): Promise<void> {
  const options = { ...account.as, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  return new Promise((done, fail) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      if (!error) {
        done();
        return;
      }
      if (errorCode(error) === 'ENOENT') {
        const message = `the Postgres server that Zakhid brings does not run on this system (it needs glibc); ${OWN_POSTGRES}`;
        fail(new EmbeddedServerError('NO_BINARIES', message, { cause: error }));
        return;
      }
      const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-6).join('\n');
      const message = `initdb could not make the database as ${account.name}; ${OWN_POSTGRES}, or mend this:\n${said || error.message}`;
      fail(new EmbeddedServerError('START_FAILED', message, { cause: error }));
    });
  });
}

function assertUsable(data: string, account: Account, binaries: Binaries): void {
  let version: string;
  try {
    const fd = openSync(data, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      const stat = fstatSync(fd);
      if (stat.uid !== account.uid)
        throw unusable(
          `the data folder ${data} belongs to uid ${stat.uid}, and ${account.name} cannot use it; give it back with chown -R, or start as its owner`,
        );
      // Postgres refuses a folder others can read, as a copy or a restored backup often is.
      if ((stat.mode & 0o077) !== 0) fchmodSync(fd, 0o700);
    } finally {
      closeSync(fd);
    }
    version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (error instanceof EmbeddedServerError) throw error;
    if (errorCode(error) === 'ENOENT')
      throw unusable(
        `the folder ${data} holds something, but no Postgres database; empty it, or choose another`,
        error,
      );
    throw unusable(
      `the data folder ${data} cannot be read (${errorCode(error)}); it belongs to another user: start as that user`,
      error,
    );
  }
  if (version === binaries.major) return;
  const message = `the data folder ${data} was made by Postgres ${version}, and this Zakhid brings Postgres ${binaries.major}; start the earlier Zakhid and export the data, or serve the folder with Postgres ${version} and ${OWN_POSTGRES}`;
  throw new EmbeddedServerError('VERSION_MISMATCH', message);
}

async function reachableTarget(data: string, account: Account, durability: Durability): Promise<string> {
  const base = durability === 'durable' ? DURABLE_BASE : join(await temporaryBase(account), 'zakhid-data');
  const self = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  if (claimFolder(base, 0o711, self)) return join(base, shortHash(data));
  throw unusable(
    `the account ${account.name} cannot reach ${dirname(data)}, and ${base} cannot be used instead; move the project where others may enter`,
  );
}

/** The project has been moved to where the account cannot follow. A kill between the steps leaves what finishMove needs. */
async function moveAway(data: string, account: Account, durability: Durability, log: Log): Promise<string> {
  const target = await reachableTarget(data, account, durability);
  if (existsSync(target))
    throw unusable(`the database in ${data} has to move to ${target}, which exists; remove one of them`);
  symlinkSync(target, data + PENDING_LINK);
  try {
    renameSync(data, target);
  } catch (error) {
    rmSync(data + PENDING_LINK);
    throw unusable(
      `the account ${account.name} cannot reach ${data}, and it cannot be moved to ${target} (${errorCode(error)}); move it there by hand and link to it`,
      error,
    );
  }
  finishMove(data);
  log(
    `the account ${account.name} cannot reach ${data} any longer: the database was moved to ${target} and linked`,
    'warn',
  );
  return target;
}

function finishMove(data: string): void {
  if (existsSync(data)) rmSync(data + PENDING_LINK, { force: true });
  else renameSync(data + PENDING_LINK, data);
}

function followed(link: string, durability: Durability): string {
  try {
    return realpathSync(link);
  } catch (error) {
    const target = resolve(dirname(link), readlinkSync(link));
    if (durability === 'volatile' && existsSync(dirname(target))) return target;
    throw unusable(
      `${link} points to ${target}, which is not there; bring the database back, or remove the link to begin anew`,
      error,
    );
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function hasContent(data: string): boolean {
  try {
    return readdirSync(data).length > 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    if (errorCode(error) === 'EACCES') return true;
    throw unusable(`${data} is not a folder that can be read (${errorCode(error)})`, error);
  }
}

/** What a killed initdb left, or is still writing: then the rest goes the next time. */
function sweep(data: string): void {
  for (const entry of readdirSync(dirname(data))) {
    if (!entry.startsWith(`${basename(data)}.init-`)) continue;
    try {
      rmSync(join(dirname(data), entry), { recursive: true, force: true });
    } catch {
      // The next start tries again.
    }
  }
}

function syncFolder(path: string): void {
  const fd = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function unusable(message: string, cause?: unknown): EmbeddedServerError {
  return new EmbeddedServerError('FOLDER_UNUSABLE', message, cause === undefined ? undefined : { cause });
}
