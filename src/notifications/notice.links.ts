import { Inject, Injectable } from '@nestjs/common';
import { hashOf, newSecret } from '../identity/secret.ts';
import { addressOf } from '../platform/config/address.rules.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { ComposedMail } from '../platform/mail/mail.kinds.ts';
import { Clock } from '../platform/time/clock.ts';
import { type Instant, plusDays } from '../platform/time/instant.ts';
import { LinkDesk } from '../registration/links/link.desk.ts';
import type { LinkPurpose, RegistrationRow } from '../registration/record/registration.tables.ts';
import { linkAddress } from './link.address.rules.ts';
import { insertNoticeLink } from './mute.store.ts';
import type { NoticeKind } from './notice.data.ts';

/** A letter of last year is still a way out (RFC 8058). */
const END_DAYS = 400;

/** Makes the links of mails, at the moment in which each is composed. */
@Injectable()
export class NoticeLinks {
  readonly #links: LinkDesk;
  readonly #clock: Clock;
  readonly #base: string;

  constructor(links: LinkDesk, clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#links = links;
    this.#clock = clock;
    this.#base = addressOf(settings);
  }

  async ofRegistration(tx: Tx, row: RegistrationRow, purpose: LinkPurpose): Promise<string> {
    return linkAddress(this.#base, await this.#links.give(tx, row, purpose));
  }

  /** By which this person alone, while they are head of the school, says yes or no to a class. */
  async ofHead(tx: Tx, row: RegistrationRow, personId: Id<'Person'>): Promise<string> {
    return linkAddress(this.#base, await this.#links.give(tx, row, 'HEAD', personId));
  }

  toMute(tx: Tx, email: string, kind: NoticeKind): Promise<string> {
    return this.#give(tx, { purpose: 'MUTE', emailHash: hashOf(email), kind, followId: null }, this.#in(END_DAYS));
  }

  toEnd(tx: Tx, followId: Id<'Follow'>): Promise<string> {
    return this.#give(tx, { purpose: 'END_FOLLOW', emailHash: null, kind: null, followId }, this.#in(END_DAYS));
  }

  toConfirm(tx: Tx, followId: Id<'Follow'>, until: Instant): Promise<string> {
    return this.#give(tx, { purpose: 'CONFIRM_FOLLOW', emailHash: null, kind: null, followId }, until);
  }

  #in(days: number): Instant {
    return plusDays(this.#clock.now(), days);
  }

  async #give(
    tx: Tx,
    of: Omit<Parameters<typeof insertNoticeLink>[1], 'hash' | 'createdAt' | 'expiresAt'>,
    expiresAt: Instant,
  ): Promise<string> {
    const { text, hash } = newSecret('notice');
    await insertNoticeLink(tx, { ...of, hash, createdAt: this.#clock.now(), expiresAt });
    return linkAddress(this.#base, text);
  }
}

/** With these a mail client has a button of its own to end the letters (RFC 2369, RFC 8058). */
export function endHeaders(url: string): NonNullable<ComposedMail['headers']> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
