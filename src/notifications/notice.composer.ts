import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { hashOf } from '../identity/secret.ts';
import { findPerson } from '../identity/person.store.ts';
import type { Mailbox } from '../platform/addresses/mailbox.rules.ts';
import { SETTINGS_TOKEN } from '../platform/config/config.module.ts';
import type { Settings } from '../platform/config/settings.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { ComposedMail } from '../platform/mail/mail.kinds.ts';
import { senderOf } from '../platform/mail/mail.sender.ts';
import { Mails } from '../platform/mail/mail.service.ts';
import { Clock } from '../platform/time/clock.ts';
import type { Instant } from '../platform/time/instant.ts';
import { type CalendarPart, calendarParts } from './calendar.parts.ts';
import { changeLetter } from './change.letters.ts';
import { messageText } from './message.ts';
import type { OwnWords, Recipient } from './message.texts.rules.ts';
import { isMuted } from './mute.store.ts';
import { type Facts, factsOf, isOff, moveOf } from './notice.facts.ts';
import { endHeaders, NoticeLinks } from './notice.links.ts';
import { readersOf } from './notice.readers.ts';
import {
  isStillAhead,
  isToOthers,
  MUTABLE,
  OF_REGISTRATION,
  type OfRegistration,
  REPEATS,
  stillApplies,
} from './notice.rules.ts';
import { findNotice, isOutdated, wasInvited } from './notice.store.ts';
import type { NoticeRow } from './notice.tables.ts';
import { MAKERS, type Writing } from './registration.letters.ts';
import { findWords } from './words.store.ts';

/** Whom a mail goes to, and in which language. */
interface Addressee extends Recipient {
  readonly email: string;
}

/** Writes the mails of notices when they are sent: of what is so no more nobody is told. */
@Injectable()
export class NoticeComposer implements OnModuleInit {
  readonly #mails: Mails;
  readonly #links: NoticeLinks;
  readonly #clock: Clock;
  readonly #organizer: Mailbox;

  constructor(mails: Mails, links: NoticeLinks, clock: Clock, @Inject(SETTINGS_TOKEN) settings: Settings) {
    this.#mails = mails;
    this.#links = links;
    this.#clock = clock;
    this.#organizer = senderOf(settings);
  }

  onModuleInit(): void {
    for (const kind of OF_REGISTRATION) this.#mails.register(kind, (tx, id) => this.#aboutRegistration(tx, kind, id));
    this.#mails.register('SESSIONS_CHANGED', (tx, id) => this.#aboutSessions(tx, id));
  }

  async #aboutRegistration(tx: Tx, kind: OfRegistration, id: string): Promise<ComposedMail | null> {
    const notice = await findNotice(tx, id as Id<'Notice'>);
    const facts = notice?.registrationId ? await factsOf(tx, notice.registrationId) : undefined;
    if (!notice || !facts || !stillApplies(kind, facts.row, this.#clock.now())) return null;
    if (!isStillAhead(kind, facts, notice.createdAt, this.#clock.now())) return null;
    if (!REPEATS.includes(kind) && (await isOutdated(tx, notice))) return null;
    const to = await addresseeOf(tx, notice, facts);
    if (!to || (MUTABLE.includes(kind) && (await isMuted(tx, hashOf(to.email), kind)))) return null;
    const words = await wordsOf(tx, facts, kind, to);
    const writing: Writing = { tx, notice, facts, recipient: to, links: this.#links, now: this.#clock.now() };
    const written = await letter(kind, writing, words);
    if (!written) return null;
    const parts = await partsOf(tx, kind, facts, this.#clock.now());
    return { to: to.email, ...written, ...this.#calendar(parts, to, notice, facts.event.joinUrl) };
  }

  async #aboutSessions(tx: Tx, id: string): Promise<ComposedMail | null> {
    const notice = await findNotice(tx, id as Id<'Notice'>);
    const told = notice && (await changeLetter(tx, notice.items, this.#links));
    const to = told && (await addresseeOf(tx, notice, told.first));
    if (!to) return null;
    const words = await wordsOf(tx, told.first, 'SESSIONS_CHANGED', to);
    const written = messageText('SESSIONS_CHANGED', told.data, to, words);
    return { to: to.email, ...written, ...this.#calendar(told.parts, to, notice, told.joinUrl) };
  }

  #calendar(parts: readonly CalendarPart[], to: Addressee, notice: NoticeRow, joinUrl: string | null) {
    const { email, name, language } = to;
    const organizer = this.#organizer;
    return calendarParts(parts, { email, name, language, organizer, toldAt: notice.createdAt, joinUrl });
  }
}

async function letter<Kind extends OfRegistration>(
  kind: Kind,
  writing: Writing,
  words: OwnWords,
): Promise<Pick<ComposedMail, 'subject' | 'text' | 'html' | 'headers'> | null> {
  const data = await MAKERS[kind](writing);
  if (!data) return null;
  const end = 'unsubscribeUrl' in data && typeof data.unsubscribeUrl === 'string' ? data.unsubscribeUrl : null;
  return { ...messageText(kind, data, writing.recipient, words), ...(end !== null && { headers: endHeaders(end) }) };
}

/** Who registered; or somebody with an account, who is told because of their role, while they have it. */
async function addresseeOf(tx: Tx, { kind, personId }: NoticeRow, { row }: Facts): Promise<Addressee | null> {
  if (personId === null) return row.email ? { email: row.email, name: row.name, language: row.language } : null;
  if (!isToOthers(kind) || !(await readersOf(tx, kind, [row.id])).get(row.id)?.includes(personId)) return null;
  const person = await findPerson(tx, { id: personId });
  return person?.active && person.email ? { email: person.email, name: person.name, language: person.language } : null;
}

async function wordsOf(
  tx: Tx,
  { event }: Facts,
  kind: OfRegistration | 'SESSIONS_CHANGED',
  { language }: Recipient,
): Promise<OwnWords> {
  return (await findWords(tx, event.branchId, kind, language)) ?? {};
}

/** An invitation for whoever has a place now; for whoever had one, that it is taken back. */
async function partsOf(tx: Tx, kind: OfRegistration, facts: Facts, now: Instant): Promise<readonly CalendarPart[]> {
  const ahead = (of: Facts) => of.sessions.filter((session) => session.endsAt > now && !isOff(session));
  const all = (of: Facts, method: CalendarPart['method']) => ahead(of).map((session) => ({ session, method }));
  const { row } = facts;
  if (kind === 'CONFIRMED') return all(facts, 'REQUEST');
  if (kind === 'MOVED') {
    const move = await moveOf(tx, row);
    if (!move) return [];
    const requests = move.after.filter((one) => one.row.status === 'CONFIRMED').flatMap((one) => all(one, 'REQUEST'));
    const goesOn = new Set(requests.map(({ session }) => session.id));
    const wasThere = await wasInvited(tx, move.before.row.id);
    const gone = all(move.before, 'CANCEL').filter(({ session }) => wasThere && !goesOn.has(session.id));
    return [...requests, ...gone];
  }
  const isEnd = kind === 'CANCELLED_BY_SELF' || kind === 'CANCELLED_BY_STAFF' || kind === 'RELEASED';
  return isEnd && (await wasInvited(tx, row.id)) ? all(facts, 'CANCEL') : [];
}
