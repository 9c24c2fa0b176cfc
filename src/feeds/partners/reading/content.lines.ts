import { CalendarError } from './read.calendar.ts';

/** A line of a calendar after it was unfolded (RFC 5545 section 3.1). */
export interface ContentLine {
  /** Where it begins, from 1. */
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  /** All of it, its name included; cut where no reader goes on. */
  readonly text: string;
}

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9];
/** Longer lines are read as far as this: what is longer is a picture, or a trap. */
const MOST_CHARACTERS = 1_000_000;

/** The lines of a calendar, blank ones left out. Ends of lines are taken as they come: not every program writes CRLF. */
export function* contentLines(text: string): Generator<ContentLine> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const first = line;
    const parts: string[] = [];
    let length = 0;
    for (;;) {
      const end = endOfLine(text, at);
      if (length < MOST_CHARACTERS) parts.push(text.slice(at, Math.min(end, at + MOST_CHARACTERS - length)));
      length += end - at;
      at = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
      line += 1;
      const next = text.charCodeAt(at);
      if (at >= text.length || (next !== SPACE && next !== TAB)) break;
      at += 1;
    }
    const unfolded = parts.length === 1 ? (parts[0] ?? '') : parts.join('');
    if (unfolded.trim() === '') continue;
    yield { line: first, name: nameOf(unfolded), text: unfolded };
  }
}

function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
  }
  return text.length;
}

/** Empty where there is none: a line begins with its name, and a colon or a semicolon ends that. */
function nameOf(text: string): string {
  return (/^[\w-]{1,60}(?=[:;])/.exec(text)?.[0] ?? '').toUpperCase();
}

/** What has one is no text, or was made to be read differently by different programs. */
export function refuseNul(text: string): void {
  const found = text.indexOf('\0');
  if (found >= 0) throw new CalendarError('CONTROL_CHARACTER', lineAt(text, found));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n|\r|\n/).length;
}
