import type { Language } from '../platform/language/language.ts';
import type { Pace } from './limit.rules.ts';

/** How long somebody may take at the provider. */
export const ATTEMPT_MINUTES = 10;

/** Each attempt is a row, and asks the provider something: from one network, a school's too, not without end. */
export const PROVIDER_PACE: Pace = { name: 'provider address', free: 60, firstWait: 1, longestWait: 60, memory: 60 };

const LONGEST_PATH = 500;
const HERE = 'http://here.invalid';

/**
 * Where to go after a sign-in: a path of this site as a browser would read it, in ASCII. `/` for everything else, above
 * all for what a browser takes for another site: `//evil`, `/\evil`, `/⇥/evil`, and `/.//evil` once its dot is resolved.
 */
export function readReturnTo(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST_PATH) return '/';
  if (!/^\/(?![/\\])/.test(wanted) || /\p{C}/u.test(wanted)) return '/';
  const url = URL.parse(wanted, HERE);
  return url?.origin === HERE && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/';
}

/**
 * AWAY: the provider does not answer as it should. STALE: this sign-in was not begun here, is over, or took too long.
 * DECLINED: the provider says no, mostly because the person did. NO_ACCOUNT: nobody here is known by what it says.
 */
export type ProviderFault = 'AWAY' | 'STALE' | 'DECLINED' | 'NO_ACCOUNT';

export interface ProviderRefused {
  readonly kind: 'ProviderRefused';
  readonly message: string;
  readonly reason: ProviderFault;
}

export function providerRefused(reason: ProviderFault, language: Language): ProviderRefused {
  return { kind: 'ProviderRefused', reason, message: WORDS[reason][language] };
}

const WORDS: Readonly<Record<ProviderFault, Readonly<Record<Language, string>>>> = {
  AWAY: {
    uk: 'Служба входу зараз не відповідає як слід. Спробуйте пізніше або попросіть посилання для входу на пошту.',
    en: 'The sign-in service does not answer as it should. Try later, or ask for a sign-in link by e-mail.',
  },
  STALE: {
    uk: 'Цей вхід уже завершено, прострочено або розпочато в іншому браузері. Почніть вхід знову.',
    en: 'This sign-in is over, has expired, or was begun in another browser. Begin again.',
  },
  DECLINED: {
    uk: 'Служба входу не підтвердила, хто ви. Почніть вхід знову або попросіть посилання для входу на пошту.',
    en: 'The sign-in service did not confirm who you are. Begin again, or ask for a sign-in link by e-mail.',
  },
  NO_ACCOUNT: {
    uk: 'За цими даними увійти не можна. Попросіть запрошення в адміністратора або посилання для входу на пошту.',
    en: 'This account gives no way in here. Ask an administrator for an invitation, or ask for a sign-in link by e-mail.',
  },
};
