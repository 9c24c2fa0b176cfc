import ICAL from 'ical.js';
import type { Component } from './components.ts';
import type { ContentLine } from './content.lines.ts';
import { UnreadableError } from './rule.dates.ts';

/** A property as it stands in a component, its value not yet read. */
export interface Property {
  readonly line: number;
  readonly name: string;
  /** In capitals, VALUE as X-VALUE; their values without quotation marks. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}

/** The properties of a component by their names, in the order of the file. Throws UnreadableError. */
export function propertiesOf({ lines }: Component): ReadonlyMap<string, readonly Property[]> {
  return Map.groupBy(lines.map(readProperty), ({ name }) => name);
}

/** The beginning of a text, and no half of a letter. */
export function firstLetters(text: string, most: number): string {
  return Array.from(text).slice(0, most).join('');
}

/** A text's value is read by the library, which knows what is escaped in it. */
export function textOf({ name, value }: Property): string {
  const [, , , text] = parsed(`${name}:${value}`);
  return typeof text === 'string' ? text : '';
}

/**
 * The head of a line is read by the library, with nothing behind it: what a value means depends on more than its name, and a
 * list of a hundred thousand dates is counted before anybody reads it.
 */
function readProperty({ line, name, text }: ContentLine): Property {
  const end = endOfHead(text);
  if (end < 0) throw new UnreadableError();
  // By its type the library would read the value that is not there.
  const head = text.slice(name.length, end).replace(/;VALUE=/i, ';X-VALUE=');
  const [, given] = head === '' ? [name, {}] : parsed(`X-HEAD${head}:`);
  const parameters = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key.toUpperCase(), [value].flat().join(',')]),
  );
  return { line, name, parameters, value: text.slice(end + 1) };
}

/** Where the colon before the value is: not one within quotation marks. */
function endOfHead(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    else if (sign === ':' && !quoted) return at;
  }
  return -1;
}

type Parsed = readonly [name: string, parameters: Record<string, string | string[]>, type: string, value: unknown];

function parsed(line: string): Parsed {
  try {
    return ICAL.parse.property(line) as Parsed;
  } catch {
    throw new UnreadableError();
  }
}
