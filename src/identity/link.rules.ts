import type { Instant } from '../platform/time/instant.ts';
import type { Language } from '../platform/language/language.ts';
import type { LinkRow } from './link.tables.ts';

export const SIGN_IN_MINUTES = 15;
export const WELCOME_DAYS = 7;
/** The first administrator's link is shown on a terminal. */
export const FIRST_ADMIN_HOURS = 24;

export const LINK_FAULTS = ['UNKNOWN', 'USED', 'EXPIRED', 'OTHER_BROWSER'] as const;
export type LinkFault = (typeof LINK_FAULTS)[number];

export interface LinkRefused {
  readonly kind: 'LinkRefused';
  readonly message: string;
  readonly reason: LinkFault;
}

/** What is wrong with a link; null when it may be used now, in this browser. */
export function linkFault(
  link: Pick<LinkRow, 'usedAt' | 'expiresAt' | 'browserHash'> | undefined,
  browser: Uint8Array | null,
  now: Instant,
): LinkFault | null {
  if (!link) return 'UNKNOWN';
  if (link.usedAt) return 'USED';
  if (link.expiresAt <= now) return 'EXPIRED';
  if (link.browserHash && (!browser || Buffer.compare(link.browserHash, browser) !== 0)) return 'OTHER_BROWSER';
  return null;
}

export function linkRefused(reason: LinkFault, language: Language): LinkRefused {
  return { kind: 'LinkRefused', reason, message: WORDS[reason][language] };
}

const AGAIN = { uk: 'Попросіть нове посилання.', en: 'Ask for a new link.' };

const WORDS: Readonly<Record<LinkFault, Readonly<Record<Language, string>>>> = {
  UNKNOWN: {
    uk: `Це посилання не дійсне, або його замінило новіше. ${AGAIN.uk}`,
    en: `This link is not valid, or a newer one has replaced it. ${AGAIN.en}`,
  },
  USED: { uk: `Це посилання вже використано. ${AGAIN.uk}`, en: `This link has been used already. ${AGAIN.en}` },
  EXPIRED: { uk: `Час дії посилання минув. ${AGAIN.uk}`, en: `This link has expired. ${AGAIN.en}` },
  OTHER_BROWSER: {
    uk: 'Відкрийте посилання в тому самому браузері, у якому ви його попросили, або попросіть нове тут.',
    en: 'Open the link in the browser in which you asked for it, or ask for a new one here.',
  },
};
