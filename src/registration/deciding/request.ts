import type { Id } from '../../platform/ids/id.ts';
import type { Asking } from './scene.rules.ts';
import type { Scene } from './scene.ts';

/** A key that the client chose: the same request sent again is known by it. */
export interface RequestKey {
  readonly text: string;
  /** Of what was asked. */
  readonly inputHash: Uint8Array;
}

/** Something that is asked of one roster. What it looks at is named before, so that a batch reads it at once. */
export interface RosterRequest<Answer> {
  readonly asking: Asking;
  readonly key: RequestKey | null;
  readonly registrationIds?: readonly string[];
  readonly oneKeys?: readonly string[];
  readonly emails?: readonly string[];
  readonly schoolIds?: readonly Id<'School'>[];
  /** Hashes in hexadecimal. */
  readonly links?: readonly string[];
  /** Whether places may become free by it, so that the queue has to be at hand. */
  readonly frees?: boolean;
  /** Decides, on the roster as earlier requests of the batch left it. What it answers is kept under the key: no personal data. */
  readonly decide: (scene: Scene) => Answer;
}

/** A fault of one request: it is that one's alone, and the others of its batch are decided. */
export class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** What is asked of one roster, whose row is locked. */
export interface AskedRoster<Roster> {
  readonly roster: Roster;
  readonly requests: readonly RosterRequest<unknown>[];
}
