/** The numbers that Word writes before the items of its lists: they are in no text, only counted. */
import { walkXml } from './xml.reader.ts';

export interface ListNumbers {
  /** The label of the next item of a list at a level; null for bullets. */
  next(listId: string, level: number): string | null;
}

interface Level {
  start: number;
  format: string;
  text: string;
}

const letters = 'абвгдежиклмнопрстуфхцшщюя';

function spelled(value: number, format: string): string {
  if (format === 'upperRoman' || format === 'lowerRoman') {
    const roman = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'][value] ?? String(value);
    return format === 'upperRoman' ? roman : roman.toLowerCase();
  }
  if (/russian|cyrillic/i.test(format)) return letters[value - 1] ?? String(value);
  if (/letter/i.test(format)) return value <= 26 ? String.fromCharCode(96 + value) : String(value);
  return String(value);
}

export function listNumbers(bytes: Uint8Array | undefined): ListNumbers {
  const levels = new Map<string, Level[]>();
  const abstractOf = new Map<string, string>();
  if (bytes !== undefined) readDefinitions(bytes, levels, abstractOf);
  const counters = new Map<string, number[]>();
  return {
    next(listId, level) {
      if (listId === '0' || !(level >= 0 && level < 9)) return null;
      const abstract = abstractOf.get(listId) ?? listId;
      const defined = levels.get(abstract);
      const own = defined?.[level];
      const counts = counters.get(abstract) ?? [];
      counters.set(abstract, counts);
      counts[level] = counts[level] === undefined ? (own?.start ?? 1) : (counts[level] ?? 0) + 1;
      counts.length = level + 1;
      if (own?.format === 'bullet' || own?.format === 'none') return null;
      return (own?.text ?? '%1.').replace(/%(\d)/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        return spelled(counts[at] ?? defined?.[at]?.start ?? 1, defined?.[at]?.format ?? 'decimal');
      });
    },
  };
}

function readDefinitions(bytes: Uint8Array, levels: Map<string, Level[]>, abstractOf: Map<string, string>): void {
  let abstract: Level[] | null = null;
  let level: Level | null = null;
  let list: string | null = null;
  walkXml(bytes, {
    open(name, attributes) {
      const value = attributes['w:val'] ?? '';
      if (name === 'abstractNum') {
        abstract = [];
        levels.set(attributes['w:abstractNumId'] ?? '', abstract);
      } else if (name === 'lvl' && abstract !== null) {
        level = { start: 1, format: 'decimal', text: '%1.' };
        const at = Number(attributes['w:ilvl'] ?? 0);
        if (at >= 0 && at < 9) abstract[at] = level;
      } else if (name === 'start' && level !== null) level.start = Number.isInteger(Number(value)) ? Number(value) : 1;
      else if (name === 'numFmt' && level !== null) level.format = value;
      else if (name === 'lvlText' && level !== null) level.text = value.slice(0, 40);
      else if (name === 'num') list = attributes['w:numId'] ?? null;
      else if (name === 'abstractNumId' && list !== null) abstractOf.set(list, value);
    },
    close(name) {
      if (name === 'abstractNum') abstract = null;
      else if (name === 'lvl') level = null;
      else if (name === 'num') list = null;
    },
    text: () => undefined,
  });
}
