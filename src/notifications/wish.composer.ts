import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventRow } from '../events/record/event.tables.ts';
import { titleIn } from '../events/record/event.text.rules.ts';
import { findPerson } from '../identity/person.store.ts';
import type { Reader, Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { ComposedMail } from '../platform/mail/mail.kinds.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import { byTheClock } from '../registration/deciding/time.over.ts';
import type { ClassDraft } from '../registration/groups/group.rules.ts';
import { toldDates } from '../registration/groups/wish.checking.ts';
import { draftOf, keptIn } from '../registration/groups/wish.rules.ts';
import { datesOfWishes, eventsOfWishes, wishesByIds } from '../registration/groups/wish.store.ts';
import type { DateWishRow } from '../registration/record/registration.tables.ts';
import { subjectsOfRosters } from '../registration/record/roster.store.ts';
import type { MessageData, When } from './message.data.ts';
import { messageText } from './message.ts';
import { branchOf, classFacts } from './notice.facts.ts';
import { findNotice } from './notice.store.ts';
import { speakerOf } from './speaker.rules.ts';
import { faultOf } from './wish.texts.rules.ts';
import { findWords } from './words.store.ts';

/** A wish as it is now, whose class somebody can still be asked about. */
interface WishFacts {
  readonly wish: DateWishRow;
  readonly draft: ClassDraft;
  readonly event: EventRow;
}

type Wished = Pick<MessageData['DATES_DECLINED'], 'title' | 'branch' | 'group'>;

/** The mails about wishes of dates: to the staff, and to whoever wished. */
@Injectable()
export class WishComposer implements OnModuleInit {
  readonly #mails: Mails;
  readonly #clock: Clock;

  constructor(mails: Mails, clock: Clock) {
    this.#mails = mails;
    this.#clock = clock;
  }

  onModuleInit(): void {
    this.#mails.register('DATES_WISHED', (tx, id) => this.#wished(tx, id as Id<'Notice'>));
    this.#mails.register('DATES_DECLINED', (tx, id) => this.#declined(tx, id as Id<'Notice'>));
  }

  async #wished(tx: Tx, id: Id<'Notice'>): Promise<ComposedMail | null> {
    const notice = await findNotice(tx, id);
    const facts = await factsOfWish(tx, notice?.items.wishId);
    const person = notice?.personId ? await findPerson(tx, { id: notice.personId }) : undefined;
    if (facts?.wish.state !== 'NEW' || !person?.active || !person.email) return null;
    const { email, language } = person;
    const told = await toldDates(tx, [facts.wish.id], { ...byTheClock(this.#clock.now()), language });
    const dates = await withTimes(tx, told.get(facts.wish.id) ?? []);
    const data = {
      ...(await wishedOf(tx, facts, language)),
      dates: dates.map(({ date, when }) => ({ when, fault: faultOf(date, speakerOf(language)) })),
    };
    const words = await findWords(tx, facts.event.branchId, 'DATES_WISHED', language);
    return { to: email, ...messageText('DATES_WISHED', data, person, words) };
  }

  async #declined(tx: Tx, id: Id<'Notice'>): Promise<ComposedMail | null> {
    const facts = await factsOfWish(tx, (await findNotice(tx, id))?.items.wishId);
    if (!facts) return null;
    const { wish, draft, event } = facts;
    const { contactEmail, contactName, language } = draft;
    const wished = (await datesOfWishes(tx, [wish.id])).get(wish.id) ?? [];
    const dates = (await withTimes(tx, wished)).map(({ when }) => when);
    const data = { ...(await wishedOf(tx, facts, language)), dates, reason: wish.reason };
    const words = await findWords(tx, event.branchId, 'DATES_DECLINED', language);
    return { to: contactEmail, ...messageText('DATES_DECLINED', data, { language, name: contactName }, words) };
  }
}

/** Undefined for a wish that is gone, or whose contact is forgotten. */
async function factsOfWish(reader: Reader, id: string | undefined): Promise<WishFacts | undefined> {
  if (id === undefined) return undefined;
  const wish = (await wishesByIds(reader, [id])).get(id);
  const event = (await eventsOfWishes(reader, [id])).get(id);
  const draft = wish && draftOf(keptIn(wish));
  return wish && event && draft ? { wish, event, draft } : undefined;
}

async function wishedOf(reader: Reader, { wish, draft, event }: WishFacts, language: Language): Promise<Wished> {
  return {
    title: titleIn(language, event),
    branch: await branchOf(reader, { event }, language),
    group: await classFacts(reader, wish.schoolId, draft, language),
  };
}

/** Wished dates with their times, in the order of the wish; without those whose event has none. */
async function withTimes<Wished extends { readonly rosterId: Id<'Roster'> }>(
  reader: Reader,
  dates: readonly Wished[],
): Promise<{ readonly date: Wished; readonly when: When }[]> {
  const subjects = await subjectsOfRosters(
    reader,
    dates.map(({ rosterId }) => rosterId),
  );
  return dates.flatMap((date) => {
    const session = subjects.get(date.rosterId)?.session;
    if (!session) return [];
    const { startsAt, endsAt, zone } = session;
    return [{ date, when: { startsAt, endsAt, zone } }];
  });
}
