import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { SendMailOptions, StreamSentMessageInfo, Transporter } from 'nodemailer';
import type { Mailbox } from '../addresses/mailbox.rules.ts';
import { SETTINGS_TOKEN } from '../config/config.module.ts';
import type { Settings } from '../config/settings.ts';
import { Database } from '../db/database.ts';
import { type Id, newId } from '../ids/id.ts';
import { Clock } from '../time/clock.ts';
import { keepMail } from './kept-mail.store.ts';
import type { ComposedMail } from './mail.kinds.ts';
import { hostOf, senderOf } from './mail.sender.ts';

type Hand = (message: SendMailOptions & { to: Mailbox }, signal: AbortSignal) => Promise<void>;

/** A server that says nothing is given up after these; the whole of one try after the last. */
const TIMES = { connectionTimeout: 10_000, dnsTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
const WHOLE_TRY_MS = 60_000;
/** Shorter than any server's own patience: it must not hang up while a message is on its way. */
const IDLE_MS = 5_000;

/** Gives a composed mail to the mail server or, where none is set, to the table of kept messages. */
@Injectable()
export class MailTransport implements OnApplicationShutdown {
  readonly #settings: Settings;
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #from: Mailbox;
  readonly #host: string;
  #hand: Promise<Hand> | undefined;
  #close: () => void = () => undefined;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings, @Inject(Database) database: Database, clock: Clock) {
    this.#settings = settings;
    this.#database = database;
    this.#clock = clock;
    this.#host = hostOf(settings.BASE_URL);
    this.#from = senderOf(settings);
  }

  /**
   * Resolves when the message is somebody else's to carry on; throws what nodemailer throws when it is not, and when the
   * signal is aborted. The id makes the Message-ID: a mail sent twice, because a process died in between, is known by it.
   */
  async hand(id: Id<'OutgoingMail'>, mail: ComposedMail, signal: AbortSignal): Promise<void> {
    this.#hand ??= this.#settings.SMTP_URL ? this.#server(this.#settings.SMTP_URL) : this.#keeper();
    const hand = await this.#hand;
    const message = {
      messageId: `<${id}@${this.#host}>`,
      date: this.#clock.now(),
      from: { ...this.#from },
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      ...(mail.html !== undefined && { html: mail.html }),
      attachments: (mail.attachments ?? []).map(({ fileName, contentType, content }) => ({
        filename: fileName,
        contentType,
        content: typeof content === 'string' ? content : Buffer.from(content),
      })),
      ...(mail.icalEvent && {
        icalEvent: {
          method: mail.icalEvent.method,
          filename: mail.icalEvent.fileName,
          content: mail.icalEvent.content,
        },
      }),
      // RFC 3834: no automatic answers, please.
      headers: { ...mail.headers, 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    await hand(message, signal);
  }

  onApplicationShutdown(): void {
    this.#close();
  }

  async #server(url: string): Promise<Hand> {
    const { createTransport } = await import('nodemailer');
    // It repeats nothing itself: each try is counted.
    const pool = createTransport({
      url,
      pool: true,
      maxConnections: 2,
      maxRequeues: 0,
      idleTimeout: IDLE_MS,
      ...TIMES,
    });
    this.#close = () => pool.close();
    return async (message, signal) => {
      await pool.sendMail({ ...message, signal: AbortSignal.any([signal, AbortSignal.timeout(WHOLE_TRY_MS)]) });
    };
  }

  async #keeper(): Promise<Hand> {
    const { createTransport } = await import('nodemailer');
    const writer: Transporter<StreamSentMessageInfo> = createTransport({
      streamTransport: true,
      buffer: true,
      newline: 'windows',
    });
    return async (message) => {
      const { message: raw } = await writer.sendMail(message);
      if (!(raw instanceof Uint8Array)) throw new Error('the message was not written whole');
      const kept = { recipient: message.to.address, subject: String(message.subject ?? '') };
      await this.#database.transaction((tx) =>
        keepMail(tx, { id: newId<'KeptMail'>(), ...kept, raw, keptAt: this.#clock.now() }),
      );
    };
  }
}
