// The lab of registration with a mail server, and the words in which tests speak of messages.
import ICAL from 'ical.js';
import { Database } from '../src/platform/db/database.ts';
import { MailPace } from '../src/platform/mail/mail.pace.ts';
import { outgoingMails, type OutgoingMailRow } from '../src/platform/mail/mail.tables.ts';
import { notices, type NoticeRow } from '../src/notifications/notice.tables.ts';
import { rostersForSessions } from '../src/registration/hosting/roster.shown.store.ts';
import type { RosterRow } from '../src/registration/record/roster.tables.ts';
import { until } from './program.ts';
import { RegistrationLab } from './registration-lab.ts';
import { type Received, SmtpSink } from './smtp-sink.ts';

/** What a calendar part says. */
export interface CalendarTold {
  readonly method: string;
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly start: string;
  readonly stamp: string;
  readonly attendees: readonly string[];
}

function calendarIn(text: string): CalendarTold {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const [event, ...others] = calendar.getAllSubcomponents('vevent');
  if (!event || others.length > 0) throw new Error('a part has one event');
  const of = (name: string) => event.getFirstPropertyValue(name)?.toString() ?? '';
  return {
    method: calendar.getFirstPropertyValue('method')?.toString() ?? '',
    ...{ uid: of('uid'), sequence: Number(of('sequence')), status: of('status'), start: of('dtstart') },
    stamp: of('dtstamp'),
    attendees: event.getAllProperties('attendee').map((one) => one.getFirstValue()?.toString().toLowerCase() ?? ''),
  };
}

/** Every calendar part of a mail once: the first stands in it as an alternative and as a file. */
export function calendarsIn({ mail }: Received): CalendarTold[] {
  const texts = mail.attachments
    .filter(({ contentType }) => /^(?:text\/calendar|application\/ics)/.test(contentType))
    .map(({ content }) => content.toString('utf8'));
  return [...new Set(texts)].map(calendarIn);
}

/** The secrets of the links in a mail, in their order, each once. */
export function linksIn({ mail }: Received): string[] {
  return [...new Set((mail.text ?? '').match(/zk[rn]_[\w-]{43}/g))];
}

export class NotificationLab extends RegistrationLab {
  readonly sink: SmtpSink;

  constructor(lab: RegistrationLab, sink: SmtpSink) {
    super(lab.app);
    this.sink = sink;
  }

  /** The clock stands at 2019-03-01 10:00 in Kyiv; mails go at once. */
  static async open(environment: Record<string, string> = {}, jobs = true): Promise<NotificationLab> {
    const sink = new SmtpSink();
    await sink.start();
    const founded = await RegistrationLab.start({ SMTP_URL: sink.url, ...environment }, { jobs });
    const lab = new NotificationLab(founded, sink);
    Object.assign(lab, { ...founded, sink });
    Object.assign(lab.app.nest.get(MailPace), { firstSeconds: 0.2, longestSeconds: 0.5, deferredSeconds: 0.5 });
    return lab;
  }

  async close(): Promise<void> {
    await this.app.stop();
    await this.sink.stop();
  }

  /** Forgets what was received so far, once nothing is on its way. */
  async fresh(): Promise<void> {
    await this.settled();
    this.sink.answer = () => null;
    this.sink.received.length = 0;
  }

  /** Waits until no mail waits any more. */
  async settled(seconds = 20): Promise<void> {
    await until(async () => (await this.mails()).every(({ state }) => state !== 'QUEUED'), seconds);
  }

  mails(): Promise<OutgoingMailRow[]> {
    return this.app.nest.get(Database).reader.select().from(outgoingMails).orderBy(outgoingMails.id);
  }

  noticesTold(): Promise<NoticeRow[]> {
    return this.app.nest.get(Database).reader.select().from(notices).orderBy(notices.id);
  }

  /** The roster of a session. */
  async rosterOf(sessionId: string): Promise<RosterRow> {
    const found = (await rostersForSessions(this.database.reader, [sessionId])).get(sessionId);
    return found!;
  }

  /** Somebody who waits in a roster, which is full from then on. */
  async withoutPlace(rosterId: string, email: string): Promise<string> {
    const { capacity, held } = await this.roster(rosterId);
    for (let seats = capacity - held; seats > 0; seats -= Math.min(seats, 4)) {
      await this.registered(rosterId, { seats: Math.min(seats, 4) });
    }
    const { id, status } = await this.registered(rosterId, { email });
    if (status !== 'WAITLISTED') throw new Error(`they are ${status}`);
    return id;
  }

  /** Waits until every mail about a registration was tried or dropped: what is tried from then on knows all of it. */
  async tried(registrationId: string): Promise<void> {
    await until(async () => {
      const own = (await this.noticesTold()).filter((notice) => notice.registrationId === registrationId);
      const mails = new Map((await this.mails()).map((mail) => [mail.id, mail]));
      return own.every(({ mailId }) => {
        const mail = mails.get(mailId);
        return mail && (mail.state !== 'QUEUED' || mail.attempts > 0);
      });
    }, 20);
  }

  /** What came to an address, once nothing is on its way. */
  async to(email: string): Promise<Received[]> {
    await this.settled();
    return this.sink.received.filter(({ to }) => to.includes(email));
  }

  /** The one mail to an address. */
  async one(email: string): Promise<Received> {
    const [received, ...others] = await this.to(email);
    if (!received || others.length > 0) {
      const subjects = this.sink.received.map(({ to, mail }) => `${to.join()}: ${mail.subject}`);
      throw new Error(`${others.length + (received ? 1 : 0)} mails to ${email}, of\n${subjects.join('\n')}`);
    }
    return received;
  }
}
