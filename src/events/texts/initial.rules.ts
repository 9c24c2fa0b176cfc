/** «врожай» and «урожай», «йти» and «іти» are one word: which of both stands depends on the one before it. */

/** What means something else with the other letter: «вправа» and «управа», «вдача» and «удача», «вчасно» and «учасник». */
const FIRM: readonly string[] = ['прав', 'дач', 'клад', 'ступ', 'раж', 'ник', 'час', 'каз'];
/** Of shorter ones both may be words: «все» and «усе» nobody looks for. */
const SHORTEST = 5;

const V_OR_U = /^[ву](?=[бвгджзйклмнпрстфхцчшщ])/u;
const I_OR_Y = /^[ій](?=[дмтш])/u;
const OTHER: Readonly<Record<string, string>> = { в: 'у', у: 'в', і: 'й', й: 'і' };

/** The same word with the other of both letters; null where there is none. */
export function otherInitialOf(word: string): string | null {
  const [initial = '', rest] = [word[0], word.slice(1)];
  const turns = word.length >= SHORTEST && V_OR_U.test(word) && !FIRM.some((root) => rest.startsWith(root));
  return turns || I_OR_Y.test(word) ? `${OTHER[initial] ?? ''}${rest}` : null;
}
