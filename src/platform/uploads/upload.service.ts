import { isUtf8 } from 'node:buffer';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SETTINGS_TOKEN } from '../config/config.module.ts';
import type { Settings } from '../config/settings.ts';
import { Database, type Reader, type Tx } from '../db/database.ts';
import { invalidInput, notFound } from '../faults/fault.ts';
import { type Id, isId, newId } from '../ids/id.ts';
import { Clock } from '../time/clock.ts';
import { plusMinutes } from '../time/instant.ts';
import { Rounds } from '../jobs/rounds.ts';
import { countLive, deleteExpired, deleteUpload, findOwnUpload, insertUpload, lockOwner } from './upload.store.ts';
import type { Upload } from './upload.tables.ts';

const SWEEP_EVERY_MS = 60_000;

@Injectable()
export class UploadService implements OnModuleInit {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #settings: Settings;
  readonly #rounds: Rounds;

  constructor(
    @Inject(Database) database: Database,
    clock: Clock,
    @Inject(SETTINGS_TOKEN) settings: Settings,
    rounds: Rounds,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#settings = settings;
    this.#rounds = rounds;
  }

  onModuleInit(): void {
    this.#rounds.register(SWEEP_EVERY_MS, 'unused uploads could not be swept', () => this.sweep());
  }

  /** Keeps a document for its owner until it is used or its time is over; throws when the owner keeps too many. */
  async keep(ownerId: Id<'Person'>, fileName: string, bytes: Uint8Array): Promise<Upload> {
    const now = this.#clock.now();
    const upload: Upload = {
      id: newId<'Upload'>(),
      ownerId,
      fileName: readableName(fileName),
      size: bytes.byteLength,
      bytes,
      createdAt: now,
      expiresAt: plusMinutes(now, this.#settings.UPLOAD_LIFETIME_MINUTES),
    };
    await this.#database.transaction(async (tx) => {
      await lockOwner(tx, ownerId);
      if ((await countLive(tx, ownerId, now)) >= this.#settings.UPLOADS_PER_PERSON) {
        throw invalidInput(
          `at most ${this.#settings.UPLOADS_PER_PERSON} uploads are kept at a time; use or await them`,
        );
      }
      await insertUpload(tx, upload);
    });
    return upload;
  }

  /** The owner's upload; throws NOT_FOUND for anybody else's, a used or an expired one alike. */
  async open(reader: Reader, ownerId: Id<'Person'>, id: string): Promise<Upload> {
    const upload = isId(id) ? await findOwnUpload(reader, id as Id<'Upload'>, ownerId, this.#clock.now()) : undefined;
    if (!upload) throw notFound('the upload');
    return upload;
  }

  /** Removes an upload that has served its purpose. */
  async use(tx: Tx, upload: Upload): Promise<void> {
    await deleteUpload(tx, upload.id);
  }

  /** Removes what nobody used in time; expired uploads are unreadable before that already. */
  async sweep(): Promise<number> {
    return this.#database.transaction((tx) => deleteExpired(tx, this.#clock.now()));
  }
}

/** A name to show: no folders, nothing invisible (controls, marks of direction), and its end when it is long. */
function readableName(name: string): string {
  const visible = (unmangled(name).split(/[/\\]/).at(-1) ?? '').toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
  return Array.from(visible.trim()).slice(-200).join('') || 'document';
}

/** Some clients take UTF-8 for Latin-1 and encode it once more; no other name reads as UTF-8 by chance. */
function unmangled(name: string): string {
  if (!/[\u0080-\u00ff]/.test(name) || /[^\0-\u00ff]/.test(name)) return name;
  const bytes = Buffer.from(name, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : name;
}
