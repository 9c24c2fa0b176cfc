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

/** The aliases to keep of those a person gave: each spelling once, its first writing. */
export function distinctAliases(texts: readonly string[]): { key: string; text: string }[] {
  const byKey = new Map<string, string>();
  for (const text of texts) {
    const trimmed = text.replace(/\s+/gu, ' ').trim();
    const key = nameKey(trimmed);
    if (key && !byKey.has(key)) byKey.set(key, trimmed);
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
  for (const { key, text } of keys) {
    const other = others.find((entry) => nameKey(entry.nameUk) === key || nameKey(entry.nameEn) === key);
    if (other) return { alias: text, code: other.code };
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
