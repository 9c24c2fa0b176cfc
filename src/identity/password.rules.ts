import type { Language } from '../platform/language/language.ts';

/** NIST SP 800-63B 3.1.1: length and a list of common passwords, no rules of composition. */
const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

export const WEAKNESSES = ['TOO_SHORT', 'TOO_LONG', 'COMMON', 'HOLDS_EMAIL'] as const;
export type Weakness = (typeof WEAKNESSES)[number];

export interface WeakPassword {
  readonly kind: 'WeakPassword';
  readonly message: string;
  readonly weakness: Weakness;
}

/** A password as it is hashed: the same letters typed on another machine give the same password. */
export function readPassword(text: string): string {
  return text.normalize('NFKC');
}

/** Why a password is refused; null when it will do. `common` holds passwords in lower case. */
export function weakPassword(
  text: string,
  email: string,
  common: ReadonlySet<string>,
  language: Language,
): WeakPassword | null {
  const weakness = weaknessOf(readPassword(text), email, common);
  return weakness && { kind: 'WeakPassword', weakness, message: WORDS[weakness][language] };
}

function weaknessOf(password: string, email: string, common: ReadonlySet<string>): Weakness | null {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) return 'TOO_SHORT';
  if (length > LONGEST_PASSWORD) return 'TOO_LONG';
  const lower = password.toLowerCase();
  const [local = '', domain = ''] = email.split('@');
  if (lower.includes(email) || (local.length >= 4 && lower.includes(local) && lower.length < local.length + 8)) {
    return 'HOLDS_EMAIL';
  }
  if (domain.length >= 4 && lower.includes(domain) && lower.length < domain.length + 8) return 'HOLDS_EMAIL';
  return isCommon(lower, common) ? 'COMMON' : null;
}

/** On the list itself, a word of it with digits and signs around, or one short piece over and over. */
function isCommon(lower: string, common: ReadonlySet<string>): boolean {
  const word = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return common.has(lower) || common.has(word) || /^(.{1,6})\1+$/u.test(lower) || isRow(lower);
}

const ROWS = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
];

/** A row of the alphabet, of digits, or of a keyboard. */
function isRow(lower: string): boolean {
  const keyboards = ['qwertyuiopasdfghjklzxcvbnm', 'йцукенгшщзхїфівапролджєячсмитьбю'];
  return [...ROWS, ...keyboards].some((row) => row.includes(lower));
}

const WORDS: Readonly<Record<Weakness, Readonly<Record<Language, string>>>> = {
  TOO_SHORT: {
    uk: 'Пароль закороткий: потрібно щонайменше 12 символів. Годиться речення з кількох слів.',
    en: 'The password is too short: at least 12 characters are needed. A few words in a row will do.',
  },
  TOO_LONG: {
    uk: 'Пароль задовгий: щонайбільше 200 символів.',
    en: 'The password is too long: at most 200 characters.',
  },
  COMMON: {
    uk: 'Цей пароль є у списках найпоширеніших. Виберіть інший.',
    en: 'This password is on the lists of common ones. Choose another.',
  },
  HOLDS_EMAIL: {
    uk: 'Пароль містить вашу електронну адресу. Виберіть інший.',
    en: 'The password holds your e-mail address. Choose another.',
  },
};
