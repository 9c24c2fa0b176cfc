import { ICalAttendeeRole, ICalAttendeeStatus, ICalAttendeeType } from 'ical-generator';
import type { Mailbox } from '../platform/addresses/mailbox.rules.ts';
import type { Language } from '../platform/language/language.ts';
import { cleanLine } from '../platform/text/text.rules.ts';
import { type Instant, laterOf } from '../platform/time/instant.ts';
import { calendarToSend, textOf } from './calendar.ts';
import { addSession, callOff } from './session.event.ts';
import { toldOtherwiseAt } from './session.revised.rules.ts';
import type { CalendarSession } from './session.store.ts';
import { isOnline, placeIn } from './session.text.rules.ts';

export interface Invited {
  readonly email: string;
  /** As the person wrote it; empty for none. */
  readonly name: string;
  readonly partstat: 'ACCEPTED' | 'NEEDS-ACTION';
}

export interface InvitationOptions {
  /** CANCEL for a session that is cancelled or postponed, and for somebody who no longer takes part. */
  readonly method: 'REQUEST' | 'CANCEL';
  /** The only ATTENDEE: nobody learns who else comes. */
  readonly attendee: Invited;
  /** Whom the programme's mails come from, never a person. */
  readonly organizer: Mailbox;
  readonly language: Language;
  /**
   * When that which it tells came about: somebody registered, cancelled, registered again. None of these moves SEQUENCE,
   * and of two objects with one SEQUENCE clients believe the one with the later DTSTAMP (RFC 5546 2.1.5).
   */
  readonly toldAt: Instant;
  /** Where to join what is online; for those alone who take part. */
  readonly joinUrl?: string | null;
}

/**
 * An iTIP object (RFC 5546) for the calendar part of a mail (RFC 6047), whose `method=` is the same. UID and SEQUENCE are
 * those of the feeds. RFC 5546 3.2.2 has one UID in an object, and several sessions have several: clients that keep to it
 * show the first alone, so whoever writes to the mail clients of strangers asks for one session at a time.
 */
export function invitation(sessions: readonly CalendarSession[], options: InvitationOptions): string {
  const { method, attendee, organizer, language, toldAt, joinUrl } = options;
  const calendar = calendarToSend(method, language);
  for (const session of sessions) {
    const event = addSession(calendar, session, language);
    event.stamp(laterOf(toldAt, toldOtherwiseAt(session)));
    event.organizer({ name: nameOf(organizer), email: uriPartOf(organizer.address) });
    event.createAttendee({
      ...{ name: nameOf({ name: attendee.name, address: attendee.email }), email: uriPartOf(attendee.email) },
      type: ICalAttendeeType.INDIVIDUAL,
      role: ICalAttendeeRole.REQ,
      status: attendee.partstat === 'ACCEPTED' ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
      // Nobody reads the answers of calendars: one answers by the links of the mail.
      rsvp: false,
    });
    if (joinUrl && isOnline(session)) event.location(`${placeIn(language, session)}: ${cleanLine(joinUrl)}`);
    if (method === 'CANCEL') callOff(event);
  }
  return textOf(calendar);
}

/** The library quotes it and writes its quotes and carets by RFC 6868; what is no line of text is taken out here. */
function nameOf({ name, address }: Mailbox): string {
  return cleanLine(name) || cleanLine(address);
}

/** An address as it stands in a mailto: URI (RFC 6068 2): whatever could end it, or part it, is encoded. */
function uriPartOf(address: string): string {
  return address.toWellFormed().replace(/[^\w.@+!$'*~-]/gu, encodeURIComponent);
}
