import { cleanLine } from '../platform/text/text.rules.ts';

/** All that own words of a branch may stand for: a closed list, read by name and never by path. */
const PLACEHOLDERS = ['title', 'when', 'place', 'name'] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

/** In the recipient's language; empty where a message has none. */
export type PlaceholderValues = Readonly<Record<Placeholder, string>>;

const MARKS = /\{\{|\}\}|\{([^{}]*)\}/gu;

function isPlaceholder(name: string | undefined): name is Placeholder {
  return PLACEHOLDERS.some((known) => known === name);
}

/**
 * Plain text with `{title}`, `{when}`, `{place}` and `{name}` filled in, each as one line; `{{` and `}}` are braces. What is
 * filled in is not looked at again, and what is no such name stays as it was written.
 */
export function fill(template: string, values: PlaceholderValues): string {
  return template.replace(MARKS, (mark, name?: string) => {
    if (mark === '{{') return '{';
    if (mark === '}}') return '}';
    return isPlaceholder(name) ? cleanLine(values[name]) : mark;
  });
}

/** The names in braces that nothing is filled in for, each once: whoever saves own words is told of them. */
export function unknownPlaceholders(template: string): string[] {
  const names = [...template.matchAll(MARKS)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  return [...new Set(names.filter((name) => !isPlaceholder(name)))];
}
