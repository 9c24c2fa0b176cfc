import { domainToASCII, domainToUnicode } from 'node:url';

const LONGEST = 254; // RFC 5321 4.5.3.1.3, less the angle brackets
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * An address as accounts are told apart by: one account whatever the case. The part before @ is ASCII, so that no letter
 * that merely looks like another makes a second account; a domain may be Ukrainian and is kept in its ASCII form, in which
 * a look-alike shows (`xn--…`). Null for anything that is not one plain address of at most 254 characters.
 */
export function readEmail(text: string): string | null {
  if (text.length > LONGEST || /[\p{C}\p{Zl}\p{Zp}]/u.test(text)) return null;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at).trimStart().toLowerCase();
  const domain = readDomain(text.slice(at + 1).trimEnd());
  if (at < 1 || !domain || local.length > 64 || !LOCAL.test(local)) return null;
  const email = `${local}@${domain}`;
  return email.length <= LONGEST ? email : null;
}

/** Compatibility forms (ｇmail.com, the Kelvin sign) would become another domain than the one that was written. */
function readDomain(text: string): string | null {
  if (text.includes('\u212A')) return null; // lower case makes a plain k of it
  const written = text.normalize('NFC').toLowerCase();
  const ascii = domainToASCII(written);
  if (ascii !== written && domainToUnicode(ascii) !== written) return null;
  const labels = ascii.split('.');
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
    ? ascii
    : null;
}
