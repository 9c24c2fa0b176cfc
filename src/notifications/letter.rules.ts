import { cleanLine } from '../platform/text/text.rules.ts';
import type { MessageData, MessageKind } from './message.data.ts';
import type { Speaker } from './speaker.rules.ts';

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** A name and what it stands for, a line each; a link is one line. */
export type Fact = readonly [label: string, ...lines: readonly string[]];

export interface Item {
  readonly title: string;
  readonly lines: readonly string[];
  readonly url: string | null;
}

/** A part of a letter, told as plain text and as HTML alike. All but WORDS are single lines, whatever comes into them. */
export type Block =
  | { readonly kind: 'TEXT'; readonly text: string }
  /** Somebody's own words, with their lines. */
  | { readonly kind: 'WORDS'; readonly text: string }
  | { readonly kind: 'FACTS'; readonly facts: readonly Fact[] }
  | { readonly kind: 'LINK'; readonly link: Link }
  | { readonly kind: 'LIST'; readonly items: readonly Item[] };

export interface Footer {
  /** Why one gets it. */
  readonly why: string;
  readonly links: readonly Link[];
}

/** What own words of a branch may name. */
export interface About {
  readonly title: string;
  readonly when: string;
  readonly place: string;
}

export interface Letter {
  readonly subject: string;
  readonly about: About;
  readonly blocks: readonly Block[];
  readonly footer: Footer;
}

export type Write<Kind extends MessageKind> = (data: MessageData[Kind], speaker: Speaker) => Letter;

const SUBJECT_LENGTH = 200;

/** One line of at most 200 characters; a longer one ends in `…`, and never within a letter. */
export function subjectLine(text: string): string {
  const line = cleanLine(text);
  if (line.length <= SUBJECT_LENGTH) return line;
  let kept = '';
  for (const letter of line) {
    if (kept.length + letter.length >= SUBJECT_LENGTH) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

export function text(said: string): Block {
  return { kind: 'TEXT', text: said };
}

export function button(label: string, url: string): Block {
  return { kind: 'LINK', link: { label, url } };
}

/** Nothing where there is no address. */
export function buttonIf(label: string, url: string | null): Block[] {
  return url === null ? [] : [button(label, url)];
}

/** Nothing where there is nothing to list. */
export function listOf(items: readonly Item[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'LIST', items }];
}
