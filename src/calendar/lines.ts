/** What RFC 5545 3.1 allows, without the space that begins a continued line. */
const MOST_OCTETS = 74;

/**
 * Folds lines that are too long for RFC 5545 3.1, never inside a character: the same bytes as the calendar library's, which
 * puts a text together letter by letter, and was a fifth of what writing a session took.
 */
export function folded(text: string): string {
  return text.split('\r\n').map(foldedLine).join('\r\n');
}

function foldedLine(line: string): string {
  // No character has more octets for its length.
  if (line.length * 3 <= MOST_OCTETS) return line;
  let before = '';
  let from = 0;
  let octets = 0;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    const isPair = code >= 0xd800 && code <= 0xdbff;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : isPair ? 4 : 3;
    octets += size;
    if (octets > MOST_OCTETS) {
      before += `${line.slice(from, at)}\r\n `;
      from = at;
      octets = size;
    }
    if (isPair) at += 1;
  }
  return before + line.slice(from);
}
