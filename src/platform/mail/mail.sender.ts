import { isIP } from 'node:net';
import { type Mailbox, readMailbox } from '../addresses/mailbox.rules.ts';
import type { Settings } from '../config/settings.ts';

/** A name that mail addresses and Message-IDs may end in, also where the program has none of its own. */
export function hostOf(base: string | undefined): string {
  const host = base ? new URL(base).hostname : '';
  return host.includes('.') && isIP(host) === 0 && !host.startsWith('[') ? host : 'zakhid.localhost';
}

/** Whom all mails come from. */
export function senderOf({ MAIL_FROM, BASE_URL }: Pick<Settings, 'MAIL_FROM' | 'BASE_URL'>): Mailbox {
  return (MAIL_FROM ? readMailbox(MAIL_FROM) : null) ?? { name: 'Zakhid', address: `no-reply@${hostOf(BASE_URL)}` };
}
