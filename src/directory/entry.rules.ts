import type { Language } from '../platform/language/language.ts';

/** A spelling as it is compared: without regard to case, spaces, quotes, and the looks of apostrophes, dashes and ґ. */
export function nameKey(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’ʼ‘`´]/gu, "'")
    .replace(/[«»„“”"]/gu, '')
    .replace(/\s*[-‐‑‒–—−]\s*/gu, '-')
    .replace(/ґ/gu, 'г')
    .replace(/\s+/gu, ' ')
    .trim();
}

export interface AliasTaken {
  readonly kind: 'AliasTaken';
  readonly message: string;
  /** The spelling that means another entry already. */
  readonly alias: string;
  /** Code of the entry that has it. */
  readonly code: string;
}

/** A name as it is kept: one line, single spaces, each letter in one code point. */
export function tidyName(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** The words to look for among names; none in a text without letters and digits. */
export function wordsOf(text: string): readonly string[] {
  return [...new Set(nameKey(text).match(/[\p{L}\p{N}]+/gu))];
}

/** The aliases to keep of those a person gave: each spelling once, its first writing. */
export function distinctAliases(texts: readonly string[]): { key: string; text: string }[] {
  const byKey = new Map<string, string>();
  for (const text of texts) {
    const tidy = tidyName(text);
    const key = nameKey(tidy);
    if (key && !byKey.has(key)) byKey.set(key, tidy);
  }
  return [...byKey].map(([key, text]) => ({ key, text }));
}

export interface NameClash {
  readonly alias: string;
  readonly code: string;
}

/** The first spelling that is another entry's name; its aliases are looked up in the store. */
export function clashWithNames(
  keys: readonly { readonly key: string; readonly text: string }[],
  others: readonly { readonly code: string; readonly nameUk: string; readonly nameEn: string }[],
): NameClash | null {
  const codes = new Map(
    others.flatMap(({ code, nameUk, nameEn }) => [nameUk, nameEn].map((name) => [nameKey(name), code])),
  );
  for (const { key, text } of keys) {
    const code = codes.get(key);
    if (code !== undefined) return { alias: text, code };
  }
  return null;
}

export function aliasTaken(clash: NameClash, language: Language): AliasTaken {
  return {
    kind: 'AliasTaken',
    message:
      language === 'uk'
        ? `«${clash.alias}» уже означає ${clash.code}. Приберіть назву там або виберіть іншу.`
        : `“${clash.alias}” already means ${clash.code}. Remove it there or choose another spelling.`,
    ...clash,
  };
}
