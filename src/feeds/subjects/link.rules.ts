import type { Language } from '../../platform/language/language.ts';
import { withExtension } from './address.rules.ts';

/** Where a feed is in a format; `base` is where the program is. */
export function feedAddress(base: string, path: string, extension: 'ics' | 'atom' | 'json' | 'svg'): string {
  return `${base}${withExtension(path, extension)}`;
}

/** The same for a program that subscribes at a click. */
export function webcalAddress(address: string): string {
  return address.replace(/^https?:/, 'webcal:');
}

/** Services ask for a feed on their own, in nobody’s language: then the address has to say it. */
export function inLanguage(address: string, language: Language): string {
  return language === 'uk' ? address : `${address}${address.includes('?') ? '&' : '?'}lang=${language}`;
}
