import type { CalendarSession } from '../../calendar/session.store.ts';
import type { Language } from '../../platform/language/language.ts';

/** What a feed says of itself. */
export interface Frame {
  readonly title: string;
  readonly about: string;
  readonly language: Language;
  /**
   * Where it is: without the extension of its format, and with what is asked behind a `?`. Empty where nobody may learn it
   * from the feed, who may have got it from somebody else.
   */
  readonly address: string;
  /** Zones of its sessions, each once. */
  readonly zones: readonly string[];
  /** How many sessions are in it. */
  readonly shown: number;
  /** Whether there are more than it may hold. */
  readonly isCut: boolean;
  /** When any of them was last told otherwise; null for a feed without any. */
  readonly revisedAt: Date | null;
}

/** Where things are, for what stands in pieces. */
export interface PieceContext {
  readonly language: Language;
  readonly base: string;
}

/** How a feed is written: its sessions one by one, so that each is written once for all feeds, and what stands around them. */
export interface FeedFormat {
  readonly name: string;
  /** With its character set. */
  readonly mediaType: string;
  /** Of file names. */
  readonly extension: string;
  piece(session: CalendarSession, context: PieceContext): string;
  /** Between two pieces. */
  readonly between: string;
  head(frame: Frame): string;
  tail(frame: Frame): string;
}
