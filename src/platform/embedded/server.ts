// A Postgres server of the program's own: started with it, stopped with it, started again when it dies alone.
import { rmdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountFor } from './account.ts';
import { findBinaries } from './binaries.ts';
import { dataPathOf, openCluster, placeData, prepareFolder } from './cluster.ts';
import type { Durability } from './cluster.ts';
import { EmbeddedServerError, OWN_POSTGRES } from './error.ts';
import type { Log } from './error.ts';
import { claimSocketFolder } from './folders.ts';
import { lockFolder } from './lock.ts';
import type { FolderLock } from './lock.ts';
import { formatOwner, ownSelf } from './owner.ts';
import { Postmaster } from './postmaster.ts';
import type { PostmasterOptions } from './postmaster.ts';
import { clearPredecessor } from './predecessor.ts';

export { EmbeddedServerError } from './error.ts';

export interface EmbeddedServer {
  /** The socket's folder. */
  readonly host: string;
  readonly port: number;
  readonly user: 'postgres';
  /** Of the Postgres server; changes when it had to be started again. */
  readonly pid: number;
  /** Call it last: fast shutdown, at most 5 s. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** E.g. var/pg; the cluster goes in <folder>/data. */
  folder: string;
  /** 'volatile' is for tests: fast, and lost when the machine (not the program) crashes. */
  durability: Durability;
  log?: Log;
  maxConnections?: number;
}

/** Only a part of the socket's name: nothing listens on TCP. */
const PORT = 5432;
const DEFAULT_CONNECTIONS = 60;
/** Backends of a server that was killed hold its shared memory until they notice. */
const LINGERING_MS = 15_000;
const LINGERING = /pre-existing shared memory block|lock file .* (already exists|is empty)/;
const RESTART_MS = { first: 100, longest: 5_000, stable: 60_000 };

const DURABLE = ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on'];
const VOLATILE = [
  ...['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'wal_level=minimal', 'max_wal_senders=0'],
  ...['autovacuum=off', 'max_wal_size=2GB', 'checkpoint_timeout=1h', 'jit=off'],
];

/** @throws EmbeddedServerError, whose message says what to do next. */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  try {
    return await start(options);
  } catch (error) {
    if (error instanceof EmbeddedServerError) throw error;
    const message = `the database in ${options.folder} did not start (${(error as Error).message}); mend this, or ${OWN_POSTGRES}`;
    throw new EmbeddedServerError('START_FAILED', message, { cause: error });
  }
}

async function start(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { durability, log = () => undefined } = options;
  const folder = prepareFolder(options.folder);
  const account = accountFor(dataPathOf(folder));
  const binaries = await findBinaries(account, log);
  const lock = await lockFolder(folder);
  try {
    const data = await placeData(folder, account, durability, log);
    await openCluster({ folder, data }, account, binaries, durability, log);
    const socketFolder = await claimSocketFolder(data, account, PORT);
    const settings = settingsFor(durability, socketFolder, options.maxConnections ?? DEFAULT_CONNECTIONS);
    const server = new Supervisor(
      { executable: binaries.postgres, data, socketFolder, port: PORT, settings, account, log },
      lock,
    );
    await server.start();
    return server;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function settingsFor(durability: Durability, socketFolder: string, connections: number): string[] {
  return [
    // Without TCP, and with a socket only its owner reaches, "trust" lets in nobody else.
    ...['listen_addresses=', `unix_socket_directories=${socketFolder}`, 'unix_socket_permissions=0700'],
    ...['shared_buffers=128MB', `max_connections=${connections}`, 'timezone=UTC', 'log_timezone=UTC'],
    // Errors reach the program, which logs them; here they would carry people's addresses into the log.
    ...['log_min_messages=log', 'log_min_error_statement=panic', 'log_error_verbosity=terse', 'log_line_prefix='],
    ...['logging_collector=off', 'log_destination=stderr', 'log_checkpoints=off'],
    // How a later start tells an orphan from a server in use.
    `cluster_name=${formatOwner(ownSelf())}`,
    ...(durability === 'durable' ? DURABLE : VOLATILE),
  ];
}

class Supervisor implements EmbeddedServer {
  readonly port = PORT;
  readonly user = 'postgres';
  #options: PostmasterOptions;
  #lock: FolderLock;
  #current: Postmaster | undefined;
  #stopping = new AbortController();
  #stopped: Promise<void> | undefined;
  #watching: Promise<void> | undefined;

  constructor(options: PostmasterOptions, lock: FolderLock) {
    this.#options = options;
    this.#lock = lock;
  }

  get host(): string {
    return this.#options.socketFolder;
  }

  get pid(): number {
    return this.#current?.pid ?? 0;
  }

  async start(): Promise<void> {
    const first = await this.#launch();
    this.#watching = this.#watch(first);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#shutDown();
    return this.#stopped;
  }

  async #shutDown(): Promise<void> {
    this.#lock.announceStop();
    this.#stopping.abort();
    await this.#current?.stop();
    await this.#watching;
    const { data, socketFolder, port, log } = this.#options;
    // Only finds something when the death pipe was killed away from over its server.
    await clearPredecessor(data, socketFolder, port, log);
    try {
      rmdirSync(this.host);
    } catch {
      // Not empty: a killed server's socket, cleared by the next start.
    }
    this.#lock.release();
  }

  async #launch(): Promise<Postmaster> {
    const { data, socketFolder, port, log } = this.#options;
    const started = performance.now();
    for (;;) {
      await clearPredecessor(data, socketFolder, port, log);
      // A stop() that came meanwhile has found nothing to stop.
      this.#stopping.signal.throwIfAborted();
      const postmaster = new Postmaster(this.#options);
      this.#current = postmaster;
      try {
        await postmaster.ready();
        return postmaster;
      } catch (error) {
        const lingering = LINGERING.test(postmaster.lastLines) && performance.now() - started < LINGERING_MS;
        if (!lingering || this.#stopping.signal.aborted) throw error;
        await sleep(200);
      }
    }
  }

  async #watch(first: Postmaster): Promise<void> {
    let postmaster: Postmaster | undefined = first;
    let delay = RESTART_MS.first;
    const { log } = this.#options;
    while (!this.#stopping.signal.aborted) {
      if (postmaster) {
        const started = performance.now();
        const how = await postmaster.exited;
        if (this.#stopping.signal.aborted) return;
        if (performance.now() - started > RESTART_MS.stable) delay = RESTART_MS.first;
        log(`the database server ended by itself (${how}); starting it again`, 'error');
      }
      await sleep(delay, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      delay = Math.min(delay * 2, RESTART_MS.longest);
      try {
        postmaster = await this.#launch();
        log('the database server is back', 'info');
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        postmaster = undefined;
        const words = error instanceof EmbeddedServerError ? error.message : String(error);
        log(`the database server could not be started again: ${words}`, 'error');
      }
    }
  }
}
