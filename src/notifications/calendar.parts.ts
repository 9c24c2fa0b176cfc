import { invitation } from '../calendar/invitation.ts';
import type { CalendarSession } from '../calendar/session.store.ts';
import type { Mailbox } from '../platform/addresses/mailbox.rules.ts';
import type { Language } from '../platform/language/language.ts';
import type { ComposedMail } from '../platform/mail/mail.kinds.ts';
import type { Instant } from '../platform/time/instant.ts';

/** A session that a mail puts into its reader's calendar, or takes out of it. */
export interface CalendarPart {
  readonly session: CalendarSession;
  readonly method: 'REQUEST' | 'CANCEL';
}

export interface CalendarReader {
  readonly email: string;
  readonly name: string | null;
  readonly language: Language;
  readonly organizer: Mailbox;
  readonly toldAt: Instant;
  readonly joinUrl: string | null;
}

/** A course of more dates is still in the feeds. */
const MOST_PARTS = 50;

/**
 * The first session is the mail's calendar part, with which mail clients fill the calendar by themselves. RFC 5546 has one
 * UID in an object of these methods, and clients read one such part of a mail: every further session is a file of its own,
 * an object that is whole, which a click adds.
 */
export function calendarParts(
  parts: readonly CalendarPart[],
  reader: CalendarReader,
): Pick<ComposedMail, 'icalEvent' | 'attachments'> {
  const { email, name, language, organizer, toldAt, joinUrl } = reader;
  const attendee = { email, name: name ?? '', partstat: 'ACCEPTED' as const };
  const [first, ...others] = parts.slice(0, MOST_PARTS).map(({ session, method }, at) => ({
    method,
    fileName: at === 0 ? 'invite.ics' : `invite-${at + 1}.ics`,
    content: invitation([session], { method, attendee, organizer, language, toldAt, joinUrl }),
  }));
  if (!first) return {};
  const attachments = others.map(({ method, fileName, content }) => ({
    ...{ fileName, content },
    contentType: `text/calendar; charset=utf-8; method=${method}`,
  }));
  return { icalEvent: first, ...(attachments.length > 0 && { attachments }) };
}
