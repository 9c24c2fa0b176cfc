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

/** Sessions as they were rendered, each once for a revision, shared by all feeds; the longest unused go first. */
@Injectable()
export class PieceShelf {
  readonly #most: number;
  readonly #pieces = new Map<string, Piece>();
  /** The keys of a session's pieces, and the sessions of an event. */
  readonly #ofSession = new Map<string, Set<string>>();
  readonly #ofEvent = new Map<string, Set<string>>();
  readonly #readings = new Set<Set<string>>();
  #bytes = 0;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#most = settings.FEED_PIECES_MB * 1_048_576;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#pieces.size;
  }

  get(format: string, sessionId: string): Piece | undefined {
    const key = `${format} ${sessionId}`;
    const piece = this.#pieces.get(key);
    if (!piece) return undefined;
    this.#pieces.delete(key);
    this.#pieces.set(key, piece);
    return piece;
  }

  reading(): Reading {
    const changed = new Set<string>();
    this.#readings.add(changed);
    return {
      put: (format, piece) => {
        const isStale = ['*', piece.sessionId, piece.eventId].some((id) => changed.has(id));
        if (!isStale) this.#put(`${format} ${piece.sessionId}`, piece);
      },
      end: () => this.#readings.delete(changed),
    };
  }

  forget({ sessionIds, eventIds, everything }: Changes): void {
    for (const reading of this.#readings) {
      for (const id of everything ? ['*'] : [...sessionIds, ...eventIds]) reading.add(id);
    }
    if (everything) {
      for (const map of [this.#pieces, this.#ofSession, this.#ofEvent]) map.clear();
      this.#bytes = 0;
      return;
    }
    const ofEvents = eventIds.flatMap((id) => [...(this.#ofEvent.get(id) ?? [])]);
    for (const id of [...sessionIds, ...ofEvents]) {
      for (const key of [...(this.#ofSession.get(id) ?? [])]) this.#remove(key);
    }
  }

  #put(key: string, piece: Piece): void {
    this.#remove(key);
    this.#pieces.set(key, piece);
    this.#bytes += piece.bytes.length + OVERHEAD;
    add(this.#ofSession, piece.sessionId, key);
    add(this.#ofEvent, piece.eventId, piece.sessionId);
    while (this.#bytes > this.#most) {
      const [oldest] = this.#pieces.keys();
      if (oldest === undefined || oldest === key) return;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const piece = this.#pieces.get(key);
    if (!piece) return;
    this.#pieces.delete(key);
    this.#bytes -= piece.bytes.length + OVERHEAD;
    const keys = this.#ofSession.get(piece.sessionId);
    keys?.delete(key);
    if (keys?.size !== 0) return;
    this.#ofSession.delete(piece.sessionId);
    const sessions = this.#ofEvent.get(piece.eventId);
    sessions?.delete(piece.sessionId);
    if (sessions?.size === 0) this.#ofEvent.delete(piece.eventId);
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}
