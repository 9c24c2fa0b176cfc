import { Injectable } from '@nestjs/common';
import type { Tx } from '../db/database.ts';

export interface MailAttachment {
  readonly fileName: string;
  /** As in RFC 2045: `application/pdf`. */
  readonly contentType: string;
  readonly content: Uint8Array | string;
}

/** An invitation that calendars understand (RFC 6047); METHOD in `content` is the same as `method`. */
export interface MailCalendarEvent {
  readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH' | 'REPLY';
  readonly fileName: string;
  readonly content: string;
}

export interface ComposedMail {
  /** One plain address; of anything else the mail fails for good. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly MailAttachment[];
  readonly icalEvent?: MailCalendarEvent;
  /** Further headers, by their names (`List-Unsubscribe`); none that every mail has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Makes the mail about a thing at the moment of sending; null when there is nobody to send it to any more. Called again
 * for every try, in a transaction, which it may write in: a one-time link is made here, so that no queue holds it.
 */
export type Compose = (tx: Tx, aboutId: string) => Promise<ComposedMail | null>;

/** The texts of the features, by the name under which `Mails.enqueue` asks for them. */
@Injectable()
export class MailKinds {
  readonly #byName = new Map<string, Compose>();

  /** For `onModuleInit` of the feature. */
  register(kind: string, compose: Compose): void {
    if (this.#byName.has(kind)) throw new Error(`the mail ${kind} is registered twice`);
    this.#byName.set(kind, compose);
  }

  has(kind: string): boolean {
    return this.#byName.has(kind);
  }

  /** Throws when no feature registered the kind. */
  compose(tx: Tx, kind: string, aboutId: string): Promise<ComposedMail | null> {
    const compose = this.#byName.get(kind);
    if (!compose) throw new Error(`nobody registered the mail ${kind}`);
    return compose(tx, aboutId);
  }
}
