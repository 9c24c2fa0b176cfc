/**
 * Marks that turn, hide or part what is written and are not seen themselves. Those stay that writing needs: the two joiners,
 * also of emoji, the signs that Arabic, Syriac and Kaithi set before numbers, and the tags in the flags of England, Scotland
 * and Wales, which follow a black flag.
 */
const INVISIBLE =
  /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|(?![\u200c-\u200d\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])\p{Cf}/gu;
const LINE_ENDS = /\r\n|[\r\n\u0085\u2028\u2029]/gu;
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu; // eslint-disable-line no-control-regex -- what is taken out

/** What ends lines, steers a device, turns the direction of writing, or is half a letter. */
const NO_LINE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Whether the text is one line of plain letters and signs, before anything is cleaned. */
export function isOneLine(text: string): boolean {
  return !NO_LINE.test(text);
}

/** One line of text as it is kept: composed letters, single spaces, no control characters or invisible marks. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ');
}

/** Text of several lines as it is kept: `\n` ends a line, no other control characters or invisible marks. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(LINE_ENDS, '\n')
    .replace(/\t/gu, ' ')
    .replace(INVISIBLE, '$1')
    .replace(CONTROL, '')
    .trim();
}

/** True for text a reader sees nothing of; the fillers of Hangul and the empty cell of Braille are letters and signs by name. */
export function isBlank(text: string): boolean {
  return !/(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
