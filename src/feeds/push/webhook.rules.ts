import type { Language } from '../../platform/language/language.ts';
import type { AddressProblem } from '../../platform/outside/outside.address.ts';

export const MOST_WEBHOOKS = 50;
/** So long what was told is kept, and can be told again. */
export const KEPT_DAYS = 30;
/** So many sessions are in one message; of more, the partner asks the feed. */
export const MOST_TOLD = 200;
/** So long after a change of the secret the one before signs too. */
export const BOTH_SECRETS_HOURS = 24;

/** What an answer, or none, means for a message. */
export type Verdict = 'TAKEN' | 'GONE' | 'LATER';

/** By the answer's status, null for no answer. What is sent on elsewhere was not taken: the address has to be set anew. */
export function verdictOn(status: number | null): Verdict {
  if (status !== null && status >= 200 && status < 300) return 'TAKEN';
  return status === 410 ? 'GONE' : 'LATER';
}

const LONGEST_WAIT = 86_400;

/**
 * Seconds to the next try after the `tried`-th one; null when there is none. `waits` are those between tries, `spread`
 * 0 to 1 keeps what failed together from coming together again; a partner may ask for more time, up to a day.
 */
export function nextWait(tried: number, waits: readonly number[], spread: number, askedFor: number): number | null {
  const wait = waits[tried - 1];
  if (wait === undefined) return null;
  return Math.max(wait * (0.9 + 0.2 * spread), Math.min(askedFor, LONGEST_WAIT));
}

/** Seconds that an answer asks for (Retry-After as a number); 0 for none. */
export function secondsAskedFor(header: string | undefined): number {
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : 0;
}

export interface WebhookUrlWrong {
  readonly kind: 'WebhookUrlWrong';
  readonly message: string;
  readonly problem: AddressProblem;
}

const URL_WRONG: Readonly<Record<AddressProblem, Readonly<Record<Language, string>>>> = {
  NO_ADDRESS: {
    uk: 'Це не адреса. Вкажіть повну адресу, що починається з https://, без пробілів.',
    en: 'This is no address. Give all of it, from https:// on, without spaces.',
  },
  NOT_HTTPS: {
    uk: 'Повідомлення надсилаються лише за адресами https://. Попросіть партнера про таку.',
    en: 'Messages go to https:// addresses only. Ask the partner for one.',
  },
  CREDENTIALS: {
    uk: 'В адресі є ім’я чи пароль. Вилучіть їх: партнер перевіряє підпис повідомлення.',
    en: 'The address holds a user name or a password. Leave them out: the partner checks the signature.',
  },
  PORT: {
    uk: 'Цей порт не для вебу. Вкажіть 443, 80 або вищий за 1023.',
    en: 'This port is not for the web. Take 443, 80, or one above 1023.',
  },
  HOST: {
    uk: 'На цей сервер надсилати не можна. Перевірте ім’я або попросіть того, хто веде сервер, дозволити його.',
    en: 'Nothing may be sent to this host. Check its name, or ask whoever runs the server to allow it.',
  },
  PRIVATE: {
    uk: 'Ця адреса не з публічної мережі. Попросіть партнера про адресу, доступну з інтернету.',
    en: 'This address is not in the public network. Ask the partner for one that the internet can reach.',
  },
};

export function webhookUrlWrong(problem: AddressProblem, language: Language): WebhookUrlWrong {
  return { kind: 'WebhookUrlWrong', message: URL_WRONG[problem][language], problem };
}

export interface TooManyWebhooks {
  readonly kind: 'TooManyWebhooks';
  readonly message: string;
  readonly most: number;
}

export function tooManyWebhooks(language: Language): TooManyWebhooks {
  return {
    kind: 'TooManyWebhooks',
    message:
      language === 'uk'
        ? `Вебхуків може бути не більше ніж ${MOST_WEBHOOKS}. Вилучіть той, що вже не потрібен.`
        : `There are at most ${MOST_WEBHOOKS} webhooks. Delete one that is not needed any more.`,
    most: MOST_WEBHOOKS,
  };
}

export interface WebhooksUnset {
  readonly kind: 'WebhooksUnset';
  readonly message: string;
}

export function webhooksUnset(language: Language): WebhooksUnset {
  return {
    kind: 'WebhooksUnset',
    message:
      language === 'uk'
        ? 'Вебхуки не налаштовано. Попросіть того, хто веде сервер, задати WEBHOOK_SECRET.'
        : 'Webhooks are not set up. Ask whoever runs the server to set WEBHOOK_SECRET.',
  };
}

export interface WebhookNotActive {
  readonly kind: 'WebhookNotActive';
  readonly message: string;
}

export function webhookNotActive(language: Language): WebhookNotActive {
  return {
    kind: 'WebhookNotActive',
    message:
      language === 'uk'
        ? 'Вебхук не діє, тож нічого не буде надіслано. Спершу увімкніть його.'
        : 'The webhook is not active, so that nothing would be sent. Make it active first.',
  };
}
