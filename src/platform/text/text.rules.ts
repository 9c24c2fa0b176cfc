/** Marks that turn or hide what follows them; the joiners that emoji are made of stay. */
const INVISIBLE = /[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const LINE_ENDS = /\r\n|[\r\n\u0085\u2028\u2029]/gu;
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu; // eslint-disable-line no-control-regex -- what is taken out

/** One line of text as it is kept: composed letters, single spaces, no control characters. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ');
}

/** Text of several lines as it is kept: `\n` ends a line, no other control characters. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(LINE_ENDS, '\n')
    .replace(/\t/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .trim();
}

/** True for text a reader sees nothing of. */
export function isBlank(text: string): boolean {
  return !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
