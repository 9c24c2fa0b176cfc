const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text within an element or a quoted attribute; what XML 1.0 section 2.2 has no place for is left out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\n\u0020-\u007e\u00a0-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);
}

/** Plain text as HTML that shows its lines. */
export function htmlOf(text: string): string {
  return xmlText(text).replaceAll('\n', '<br>');
}
