/**
 * Slugs and codes made from Ukrainian names, by the romanisation that the Cabinet of Ministers set in its resolution
 * No. 55 of 27 January 2010: passports and road signs have it too.
 */

const LETTERS: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i' },
  ...{ й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh' },
  ...{ ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia' },
  // The resolution knows no Russian letters; names of newsrooms do.
  ...{ ё: 'io', ъ: '', ы: 'y', э: 'e' },
};

/** Letters that are written otherwise where a word begins. */
const INITIALS: Readonly<Record<string, string>> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };

/** Longer ones are cut after a word: an address is to be read. */
const LONGEST = 80;

function romanised(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ‘`´]/gu, '')
    .replace(/зг/gu, 'zgh')
    .replace(/(?<![\p{L}\p{N}])[єїйюя]/gu, (letter) => INITIALS[letter] ?? letter)
    .replace(/\p{Script=Cyrillic}/gu, (letter) => LETTERS[letter] ?? ' ');
}

/** The name for addresses: lower case, words joined by `-`; empty for a name without a letter or digit that it knows. */
export function slugOf(name: string): string {
  const words =
    romanised(name)
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/gu) ?? [];
  let slug = words[0]?.slice(0, LONGEST) ?? '';
  for (const word of words.slice(1)) {
    if (slug.length + 1 + word.length > LONGEST) break;
    slug += `-${word}`;
  }
  return slug;
}

/** The slug itself when it is free, else with the first free number behind it. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  let slug = wanted;
  for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`;
  return slug;
}

/** The code of an entry whose slug was made: the same words for programs. */
export function codeOf(slug: string): string {
  return slug.toUpperCase().replaceAll('-', '_');
}
