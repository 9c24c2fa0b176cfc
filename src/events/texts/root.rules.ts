/**
 * Words with a root of up to three letters. Too many words begin like one of them, so it is looked for as a whole, with a
 * full stop behind it; and its vowel is followed between closed and open syllables, «рік – року», only in the direction in
 * which a grammar goes: «рок» is no form of «рік».
 */

/** Up to this length a word or a root is looked for as a whole. */
export const SHORT = 3;

const CONSONANT = '[бвгджзйклмнпрстфхцчшщ]';
const CLOSED = new RegExp(`^(${CONSONANT})і(${CONSONANT})$`, 'u');
const OPEN = new RegExp(`^(${CONSONANT})о(${CONSONANT})$`, 'u');

/** Closed roots that keep their vowel; what looks like their open form is another word: «ліс» and «лося», «біг» and «боги». */
const FIRM: ReadonlySet<string> = new Set('ліс біг біс біт міх мір тім фін діл від під між він'.split(' '));
/** Those with «е» are few, and many words look alike. */
const OPEN_WITH_E: Readonly<Record<string, string>> = { піч: 'печ', річ: 'реч', сім: 'сем' };
const CLOSED_OF_E = new Map(Object.entries(OPEN_WITH_E).map(([closed, open]) => [open, closed]));

const HARD = 'а|у|ові|ом|і|и|ів|ам|ами|ах';
const SOFT = 'я|ю|еві|ем|і|ів|ям|ями|ях';
/** Forms whose root has no vowel left, or changes as no other does: of which word they are. */
const IRREGULAR: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^дн(?:${SOFT})$`, 'u'), 'день'],
  [new RegExp(`^пн(?:${SOFT})$`, 'u'), 'пень'],
  [new RegExp(`^сн(?:${HARD})$`, 'u'), 'сон'],
  [new RegExp(`^пс(?:${HARD})$`, 'u'), 'пес'],
  // The others are of the city.
  [/^льв(?:а|у|ом|и|ам|ами|ах)$/u, 'лев'],
  [new RegExp(`^льод(?:${HARD})$`, 'u'), 'лід'],
  [new RegExp(`^учн(?:${SOFT})$`, 'u'), 'учень'],
  [new RegExp(`^тижн(?:${SOFT})$`, 'u'), 'тиждень'],
  [new RegExp(`^великодн(?:${SOFT})$`, 'u'), 'великдень'],
  [new RegExp(`^бійц(?:${SOFT})$`, 'u'), 'боєць'],
  [new RegExp(`^вогн(?:${SOFT})$`, 'u'), 'вогонь'],
  [/^земель$/u, 'земля'],
  [/^сестер$/u, 'сестра'],
  [/^вікон$/u, 'вікно'],
  [/^сіл$/u, 'села'],
  [/^(?:грою|ігр(?:а|и|і|у|ою|ам|ами|ах))$/u, 'гра'],
];

/** «Ігор» is a name besides, and found by its beginning like other names. */
const GAMES = { root: 'гр', closed: 'ігор' };

/** «чаю», «боїв»: the last consonant of the root is hidden in the ending. */
const HIDDEN = new RegExp(`^(${CONSONANT}[аеиіоу])(?:я|ю|ї|є|єм|єві|їв|ям|ями|ях)$`, 'u');
/** «ніччю», «сіллю». */
const DOUBLED = new RegExp(`^(${CONSONANT}і(${CONSONANT}))\\2ю$`, 'u');

/** The word of which an irregular form is; any other itself. */
export function headOf(word: string): string {
  return IRREGULAR.find(([forms]) => forms.test(word))?.[1] ?? word;
}

/** The root of a word whose ending hides or doubles the last letter of it; null for the others. */
export function hiddenRootOf(word: string): string | null {
  const beforeY = HIDDEN.exec(word)?.[1];
  return beforeY === undefined ? (DOUBLED.exec(word)?.[1] ?? null) : `${beforeY}й`;
}

/** What is looked for of a word with a short root. */
export function soughtOf(word: string, root: string): string {
  return isClosed(word, root) ? asWhole(root) : openSought(root);
}

/** All by which forms of the word are looked for; of a word with a longer root mostly nothing. */
export function wholesOf(word: string, root: string): readonly string[] {
  if (word === GAMES.closed) return [asWhole(GAMES.root)];
  if (root.length > SHORT) return [];
  const open = isClosed(word, root) ? (openOf(root) ?? root) : root;
  const hard = hardOf(word, root);
  return [
    asWhole(root),
    ...(isClosed(word, root) ? [openSought(open)] : allOf(root)),
    ...softOf(open).map(openSought),
    ...hard.flatMap(allOf),
  ];
}

/** The other looks of a short root in forms of the word. */
export function rootsBeside(word: string, root: string): readonly string[] {
  if (root === GAMES.root) return [GAMES.closed];
  const other = isClosed(word, root) ? openOf(root) : closedOf(root);
  return [...(other === null ? [] : [other]), ...hardOf(word, root)];
}

const asWhole = (root: string) => `${root}.`;
/** As dictionaries write what an ending has to follow. */
const openSought = (root: string) => (closedOf(root) === null ? asWhole(root) : `${root}-.`);

function allOf(open: string): string[] {
  const closed = closedOf(open);
  return [asWhole(open), openSought(open), ...(closed === null ? [] : [asWhole(closed)])];
}

function isClosed(word: string, root: string): boolean {
  return word === root || word === `${root}ь` || DOUBLED.test(word);
}

function openOf(closed: string): string | null {
  const [, first = '', last = ''] = CLOSED.exec(closed) ?? [];
  if (first === '' || FIRM.has(closed)) return null;
  return OPEN_WITH_E[closed] ?? `${first}о${last}`;
}

function closedOf(open: string): string | null {
  const [, first = '', last = ''] = OPEN.exec(open) ?? [];
  const closed = first === '' ? CLOSED_OF_E.get(open) : `${first}і${last}`;
  // There and back again, or they are two words.
  return closed !== undefined && openOf(closed) === open ? closed : null;
}

/** «року – році», «рука – руці», «рогу – розі»; of other vowels there are more other words: «баг – базі». */
function softOf(root: string): string[] {
  if (/^.[оу]к$/u.test(root)) return [`${root.slice(0, -1)}ц`];
  return /^.ог$/u.test(root) ? [`${root.slice(0, -1)}з`] : [];
}

function hardOf(word: string, root: string): string[] {
  if (word !== `${root}і`) return [];
  if (/^.[оу]ц$/u.test(root)) return [`${root.slice(0, -1)}к`];
  return /^.оз$/u.test(root) ? [`${root.slice(0, -1)}г`] : [];
}
