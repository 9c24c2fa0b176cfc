import type { Language } from '../../platform/language/language.ts';
import type { FeedQuery } from '../record/membership.store.ts';

/** What a public feed is of. */
export interface FeedSubject {
  readonly query: FeedQuery;
  /** By language; what a calendar is called, and a line about it. */
  readonly title: Readonly<Record<Language, string>>;
  readonly about: Readonly<Record<Language, string>>;
  /** ASCII, for the name of a file. */
  readonly fileName: string;
  /** Its address without the extension and what follows: `/feeds/audiences/pupils`. */
  readonly path: string;
}
