/** Who a message comes from. */
export interface Mailbox {
  /** Empty when it has none. */
  readonly name: string;
  readonly address: string;
}

const ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * True for exactly one address of the plain form (RFC 5321 Dot-string and Domain) in ASCII; a Ukrainian domain stands in its
 * `xn--` form. Whatever else a mail library might read as several addresses, or as a header's end, is none.
 */
export function isPlainAddress(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  return (
    at > 0 &&
    local.length <= 64 &&
    ATOM.test(local) &&
    text
      .slice(at + 1)
      .split('.')
      .every((label) => LABEL.test(label))
  );
}

/** Reads `Name <address>`, or an address alone; null for anything else. */
export function readMailbox(text: string): Mailbox | null {
  const named = /^([^<>"\p{C}\p{Zl}\p{Zp}]{0,100})<([^<>]+)>$/u.exec(text);
  const mailbox = { name: named?.[1]?.trim() ?? '', address: named?.[2] ?? text };
  return isPlainAddress(mailbox.address) ? mailbox : null;
}
