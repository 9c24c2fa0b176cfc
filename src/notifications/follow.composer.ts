import { Injectable, type OnModuleInit } from '@nestjs/common';
import { calendarSessions } from '../calendar/session.store.ts';
import { placeIn } from '../calendar/session.text.rules.ts';
import { findEntry } from '../directory/entry.store.ts';
import { titleIn } from '../events/record/event.text.rules.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { ComposedMail } from '../platform/mail/mail.kinds.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import { plusDays } from '../platform/time/instant.ts';
import { KYIV } from '../platform/time/local.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import { CONFIRM_DAYS } from './digests.ts';
import { findFollow, stillListed } from './follow.store.ts';
import { messageText } from './message.ts';
import { endHeaders, NoticeLinks } from './notice.links.ts';
import { findNotice } from './notice.store.ts';
import type { FollowRow, NoticeRow } from './notice.tables.ts';

/** The mails to those who follow a branch or an audience. */
@Injectable()
export class FollowComposer implements OnModuleInit {
  readonly #mails: Mails;
  readonly #links: NoticeLinks;
  readonly #clock: Clock;

  constructor(mails: Mails, links: NoticeLinks, clock: Clock) {
    this.#mails = mails;
    this.#links = links;
    this.#clock = clock;
  }

  onModuleInit(): void {
    this.#mails.register('CONFIRM_FOLLOW', (tx, id) => this.#of(tx, id, (follow) => this.#confirm(tx, follow)));
    this.#mails.register('WEEKLY_DIGEST', (tx, id) =>
      this.#of(tx, id, (follow, notice) => this.#digest(tx, follow, notice)),
    );
  }

  async #of(
    tx: Tx,
    id: string,
    write: (follow: FollowRow, notice: NoticeRow) => Promise<ComposedMail | null>,
  ): Promise<ComposedMail | null> {
    const notice = await findNotice(tx, id as Id<'Notice'>);
    const follow = notice?.followId ? await findFollow(tx, notice.followId) : undefined;
    return notice && follow ? write(follow, notice) : null;
  }

  async #confirm(tx: Tx, follow: FollowRow): Promise<ComposedMail | null> {
    const until = plusDays(follow.createdAt, CONFIRM_DAYS);
    if (follow.confirmedAt || until <= this.#clock.now()) return null;
    const confirmUrl = await this.#links.toConfirm(tx, follow.id, until);
    const data = { of: await nameOf(tx, follow), confirmUrl, until: { at: until, zone: KYIV } };
    const { email, language } = follow;
    return { to: email, ...messageText('CONFIRM_FOLLOW', data, { language, name: null }) };
  }

  async #digest(tx: Tx, follow: FollowRow, { items }: NoticeRow): Promise<ComposedMail | null> {
    if (!follow.confirmedAt) return null;
    const ids = await stillListed(tx, items.sessionIds ?? [], this.#clock.now());
    if (ids.length === 0) return null;
    const { email, language } = follow;
    const unsubscribeUrl = await this.#links.toEnd(tx, follow.id);
    const told = (await calendarSessions(tx, ids)).map((session) => ({
      ...{ title: titleIn(language, session), when: session, place: placeIn(language, session), url: null },
    }));
    const data = { of: await nameOf(tx, follow), items: told, unsubscribeUrl };
    const text = messageText('WEEKLY_DIGEST', data, { language, name: null });
    return { to: email, ...text, headers: endHeaders(unsubscribeUrl) };
  }
}

/** What is followed. */
export async function nameOf(
  reader: Reader,
  { audienceId, branchId, language }: Pick<FollowRow, 'audienceId' | 'branchId' | 'language'>,
): Promise<string> {
  const named = branchId
    ? await findBranch(reader, { id: branchId })
    : await findEntry(reader, 'audience', { id: audienceId ?? '' });
  if (!named) return '';
  return language === 'uk' ? named.nameUk : named.nameEn || named.nameUk;
}
