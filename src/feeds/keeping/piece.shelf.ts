import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../platform/config/settings.ts';
import { SETTINGS_TOKEN } from '../../platform/config/config.module.ts';
import type { Changes } from '../freshness/changes.rules.ts';

/** What a session is in one format and language. */
export interface Piece {
  readonly sessionId: string;
  readonly eventId: string;
  readonly bytes: Buffer;
}

/** What a piece costs beside its bytes: its buffer, its keys, its place in the maps. */
const OVERHEAD = 400;

/** Reading for the shelf: what changes meanwhile is not put on it. */
export interface Reading {
  put(format: string, piece: Piece): void;
  end(): void;
}

interface Shelved {
  readonly eventId: string;
  /** By format: there are a few at most. */
  readonly written: { readonly format: string; readonly bytes: Buffer }[];
}

/** Sessions as they were rendered, each once for a revision, shared by all feeds; the longest unused go first. */
@Injectable()
export class PieceShelf {
  readonly #most: number;
  readonly #sessions = new Map<string, Shelved>();
  readonly #ofEvent = new Map<string, Set<string>>();
  readonly #readings = new Set<Set<string>>();
  #bytes = 0;
  #count = 0;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#most = settings.FEED_PIECES_MB * 1_048_576;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#count;
  }

  get(format: string, sessionId: string): Buffer | undefined {
    const shelved = this.#sessions.get(sessionId);
    if (!shelved) return undefined;
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, shelved);
    return shelved.written.find((one) => one.format === format)?.bytes;
  }

  reading(): Reading {
    const changed = new Set<string>();
    this.#readings.add(changed);
    return {
      put: (format, piece) => {
        const isStale = ['*', piece.sessionId, piece.eventId].some((id) => changed.has(id));
        if (!isStale) this.#put(format, piece);
      },
      end: () => this.#readings.delete(changed),
    };
  }

  forget({ sessionIds, eventIds, everything }: Changes): void {
    for (const reading of this.#readings) {
      for (const id of everything ? ['*'] : [...sessionIds, ...eventIds]) reading.add(id);
    }
    if (everything) {
      this.#sessions.clear();
      this.#ofEvent.clear();
      [this.#bytes, this.#count] = [0, 0];
      return;
    }
    const ofEvents = eventIds.flatMap((id) => [...(this.#ofEvent.get(id) ?? [])]);
    for (const id of [...sessionIds, ...ofEvents]) this.#remove(id);
  }

  #put(format: string, { sessionId, eventId, bytes }: Piece): void {
    const before = this.#sessions.get(sessionId);
    const others = before?.written.filter((one) => one.format !== format) ?? [];
    this.#remove(sessionId);
    const shelved = { eventId, written: [...others, { format, bytes }] };
    this.#sessions.set(sessionId, shelved);
    this.#bytes += sizeOf(shelved);
    this.#count += shelved.written.length;
    const known = this.#ofEvent.get(eventId);
    if (known) known.add(sessionId);
    else this.#ofEvent.set(eventId, new Set([sessionId]));
    while (this.#bytes > this.#most) {
      const [oldest] = this.#sessions.keys();
      if (oldest === undefined || oldest === sessionId) return;
      this.#remove(oldest);
    }
  }

  #remove(sessionId: string): void {
    const shelved = this.#sessions.get(sessionId);
    if (!shelved) return;
    this.#sessions.delete(sessionId);
    this.#bytes -= sizeOf(shelved);
    this.#count -= shelved.written.length;
    const sessions = this.#ofEvent.get(shelved.eventId);
    sessions?.delete(sessionId);
    if (sessions?.size === 0) this.#ofEvent.delete(shelved.eventId);
  }
}

function sizeOf({ written }: Shelved): number {
  return written.reduce((sum, { bytes }) => sum + bytes.length + OVERHEAD, 0);
}
