import { titleIn } from '../events/record/event.text.rules.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import type { Language } from '../platform/language/language.ts';
import type { Instant } from '../platform/time/instant.ts';
import { dateOf, toLocal } from '../platform/time/local.ts';
import { positionOf } from '../registration/record/registration.store.ts';
import type { LinkPurpose } from '../registration/record/registration.tables.ts';
import { isLive, isUnproven, type RegistrationStatus } from '../registration/record/seats.rules.ts';
import type { Gone, Managed, MessageData, Registered } from './message.data.ts';
import { bodyOf, branchOf, classOf, type Facts, isOff, matterOf, moment, moveOf, partyOf } from './notice.facts.ts';
import type { NoticeLinks } from './notice.links.ts';
import type { OfRegistration } from './notice.rules.ts';
import { findStaffMessage } from './staff-message.store.ts';
import { leftFor } from './substitute.facts.ts';
import type { NoticeRow } from './notice.tables.ts';
import type { Recipient } from './message.texts.rules.ts';

export interface Writing {
  readonly tx: Tx;
  readonly notice: NoticeRow;
  readonly facts: Facts;
  readonly recipient: Recipient;
  readonly links: NoticeLinks;
  readonly now: Instant;
}

type Make<Kind extends OfRegistration> = (writing: Writing) => Promise<MessageData[Kind] | null>;

/**
 * Of a registration as it is now, with the link by which its person sees and changes it; without one to whoever has not shown
 * yet that the address is theirs, while they can answer by another link, and once it is over.
 */
async function registered(writing: Writing): Promise<Registered> {
  const { tx, facts, links } = writing;
  const manageUrl = isManaged(facts) ? await links.ofRegistration(tx, facts.row, 'MANAGE') : null;
  return { ...(await told(writing)), manageUrl };
}

function isManaged({ row, roster }: Pick<Facts, 'row' | 'roster'>): boolean {
  return !isUnproven(row, roster) || (isLive(row) && row.status !== 'UNCONFIRMED');
}

async function told({ tx, facts, recipient }: Writing): Promise<Omit<Registered, 'manageUrl'>> {
  const { language } = recipient;
  const { row } = facts;
  return {
    matter: matterOf(facts, language),
    party: await partyOf(tx, row, language),
    nominatedBy: row.kind === 'NOMINEE' ? await bodyOf(tx, row, language) : null,
  };
}

/** By its date where it has one of its own. */
function titleOf({ event, roster, sessions }: Facts, language: Language): string {
  const title = titleIn(language, event);
  const [session] = sessions;
  const at = roster.sessionId && session ? `, ${dateOf(toLocal(session.startsAt, session.zone))}` : '';
  return `${title}${at}`;
}

/** There is no page yet on which one registers anew. */
const gone = async (writing: Writing): Promise<Gone> => ({ ...(await registered(writing)), registerUrl: null });

/** When what waits runs out; where nothing does, at the end of the wait for anybody: the start. */
function endOf(facts: Facts) {
  const { row, sessions } = facts;
  return moment(row.expiresAt ?? sessions[0]?.startsAt ?? row.updatedAt, facts);
}

/** A class that asks for a yes, and who brings it. */
async function askingOf({ tx, facts, recipient }: Writing) {
  const group = await classOf(tx, facts.row, recipient.language);
  return group && { matter: matterOf(facts, recipient.language), group, teacher: facts.row.name ?? '' };
}

/** What each kind of message tells, and by which links it can be answered. */
export const MAKERS: { readonly [Kind in OfRegistration]: Make<Kind> } = {
  CONFIRM_EMAIL: async (writing) => {
    const confirmUrl = await writing.links.ofRegistration(writing.tx, writing.facts.row, 'CONFIRM');
    // Whoever reads it may not be who registered: they can confirm or cancel, and see no more.
    return { ...(await told(writing)), manageUrl: null, confirmUrl, until: endOf(writing.facts) };
  },
  CONFIRMED: registered,
  WAITLISTED: async (writing) => ({
    ...(await registered(writing)),
    position: await positionOf(writing.tx, writing.facts.row),
    unsubscribeUrl: null,
  }),
  OFFER: async (writing) => {
    const url = await writing.links.ofRegistration(writing.tx, writing.facts.row, 'OFFER');
    const wished = writing.facts.row.seats;
    return { ...(await registered(writing)), wished, acceptUrl: url, declineUrl: url, until: endOf(writing.facts) };
  },
  OFFER_EXPIRED: gone,
  EXPIRED: gone,
  RELEASED: gone,
  CANCELLED_BY_SELF: gone,
  CANCELLED_BY_STAFF: async (writing) => {
    const { row } = writing.facts;
    const body = row.endedBy === 'BODY' ? await bodyOf(writing.tx, row, writing.recipient.language) : null;
    return { ...(await registered(writing)), body, reason: row.reason ?? '' };
  },
  EDITED: async (writing) => {
    const { tx, notice, facts, recipient } = writing;
    const before = await partyOf(tx, { ...facts.row, ...notice.items.before }, recipient.language);
    return { ...(await registered(writing)), before };
  },
  MOVED: async (writing) => {
    const { tx, facts, recipient, links } = writing;
    const { row } = facts;
    const move = await moveOf(tx, row);
    if (!move) return null;
    const sessions = move.after.flatMap((one) => one.sessions);
    const managed: Managed[] = [];
    for (const one of move.after.filter(isManaged)) {
      const url = await links.ofRegistration(tx, one.row, 'MANAGE');
      managed.push({ title: titleOf(one, recipient.language), url });
    }
    const byLink = (status: RegistrationStatus, purpose: LinkPurpose) =>
      row.status === status ? links.ofRegistration(tx, row, purpose) : Promise.resolve(null);
    return {
      ...{ ...(await told({ ...writing, facts: { ...facts, sessions } })), manageUrl: null, managed },
      before: matterOf(move.before, recipient.language),
      confirmUrl: await byLink('UNCONFIRMED', 'CONFIRM'),
      acceptUrl: await byLink('OFFERED', 'OFFER'),
    };
  },
  ALREADY: async (writing) => {
    const { tx, facts, links } = writing;
    const { row } = facts;
    const confirmUrl = row.status === 'UNCONFIRMED' ? await links.ofRegistration(tx, row, 'CONFIRM') : null;
    return { ...(await registered(writing)), confirmUrl };
  },
  PENDING: async (writing) => {
    const { row } = writing.facts;
    const awaits = row.awaits === 'HEAD' ? 'HEAD' : row.asksHead ? 'STAFF_FOR_HEAD' : 'STAFF';
    const until = row.expiresAt && moment(row.expiresAt, writing.facts);
    return { ...(await registered(writing)), awaits, until };
  },
  DECLINED: async (writing) => {
    const { row } = writing.facts;
    return { ...(await registered(writing)), by: row.asksHead ? 'HEAD' : 'STAFF', reason: row.reason };
  },
  HEAD_ASKED: async (writing) => {
    const { tx, facts, notice, links } = writing;
    const asking = await askingOf(writing);
    if (!asking || !notice.personId) return null;
    const decideUrl = await links.ofHead(tx, facts.row, notice.personId);
    return { ...asking, decideUrl, until: endOf(facts) };
  },
  HEAD_MISSING: async (writing) => {
    const { tx, facts, recipient } = writing;
    const asking = await askingOf(writing);
    return asking && { ...asking, branch: await branchOf(tx, facts, recipient.language) };
  },
  CALL_NEEDED: async ({ tx, notice, facts, recipient }) => {
    const { row } = facts;
    const { language } = recipient;
    const isChange = notice.items.sessions !== undefined;
    // What came of an offer meanwhile, or of a registration, needs no call any more.
    const isOver = isChange ? !isLive(row) : row.status !== 'OFFERED' && row.status !== 'EXPIRED';
    if (row.purgedAt || isOver) return null;
    const ofChange = facts.sessions.every(isOff) ? 'OFF' : 'CHANGED';
    return {
      news: isChange ? ofChange : row.status === 'OFFERED' ? 'OFFER' : 'ENDED',
      ...{ matter: matterOf(facts, language), party: await partyOf(tx, row, language), wished: row.seats },
      ...{ name: row.name ?? '', phone: row.phone, until: row.expiresAt && moment(row.expiresAt, facts) },
      branch: await branchOf(tx, facts, language),
    };
  },
  NOMINEE_INVITED: async ({ tx, facts, recipient, links }) => {
    const url = await links.ofRegistration(tx, facts.row, 'NOMINEE');
    const body = await bodyOf(tx, facts.row, recipient.language);
    const matter = matterOf(facts, recipient.language);
    return { matter, body, acceptUrl: url, declineUrl: url, until: endOf(facts), manageUrl: null };
  },
  SUBSTITUTE_WANTED: async ({ tx, facts, recipient, now }) => {
    const { row } = facts;
    const left = await leftFor(tx, row, now);
    return (
      left && {
        ...{ matter: matterOf(facts, recipient.language), body: await bodyOf(tx, row, recipient.language) },
        ...{ nominee: row.name ?? '', reason: row.reason, leaves: left.leaves, until: moment(left.closesAt, facts) },
      }
    );
  },
  RECONFIRM: async (writing) => {
    const { tx, facts, links } = writing;
    const { reconfirmBy } = facts.row;
    if (!reconfirmBy) return null;
    const confirmUrl = await links.ofRegistration(tx, facts.row, 'RECONFIRM');
    return { ...(await registered(writing)), confirmUrl, until: moment(reconfirmBy, facts) };
  },
  REMINDER: async (writing) => {
    const { tx, facts, links } = writing;
    const unsubscribeUrl = await links.toMute(tx, facts.row.email ?? '', 'REMINDER');
    return { ...(await registered(writing)), unsubscribeUrl };
  },
  STAFF_MESSAGE: async (writing) => {
    const { tx, notice, facts, recipient, links } = writing;
    const id = notice.items.staffMessageId as Id<'StaffMessage'> | undefined;
    const message = id && (await findStaffMessage(tx, id, recipient.language));
    if (!message) return null;
    const manageUrl = await links.ofRegistration(tx, facts.row, 'MANAGE');
    return { ...message, matter: matterOf(facts, recipient.language), manageUrl };
  },
};
