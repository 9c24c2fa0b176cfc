import type { Language } from '../platform/language/language.ts';
import { sessionsChanged } from './change.texts.rules.ts';
import { callNeeded, headMissing } from './host.texts.rules.ts';
import { type Block, type Letter, subjectLine, text, type Write } from './letter.rules.ts';
import type { MessageData, MessageKind } from './message.data.ts';
import { confirmFollow, staffMessage, weeklyDigest } from './news.texts.rules.ts';
import { already, expired, moved } from './kept.texts.rules.ts';
import { nomineeInvited, substituteWanted } from './nomination.texts.rules.ts';
import { offer, offerExpired, waitlisted } from './queue.texts.rules.ts';
import {
  cancelledBySelf,
  cancelledByStaff,
  confirmed,
  confirmEmail,
  declined,
  edited,
  pending,
  reconfirm,
  released,
  reminder,
} from './registration.texts.rules.ts';
import { headAsked } from './school.texts.rules.ts';
import { speakerOf } from './speaker.rules.ts';
import { fill } from './template.rules.ts';
import { datesDeclined, datesWished } from './wish.texts.rules.ts';

/** A branch's own words, plain text with placeholders (`fill`). */
export interface OwnWords {
  /** Before all that the letter says. */
  readonly intro?: string | null;
  /** After it. */
  readonly closing?: string | null;
}

export interface Recipient {
  readonly language: Language;
  /** As the person wrote it; null when nobody knows it. */
  readonly name: string | null;
}

const LETTERS: { readonly [Kind in MessageKind]: Write<Kind> } = {
  CONFIRM_EMAIL: confirmEmail,
  CONFIRMED: confirmed,
  WAITLISTED: waitlisted,
  OFFER: offer,
  OFFER_EXPIRED: offerExpired,
  EXPIRED: expired,
  EDITED: edited,
  MOVED: moved,
  ALREADY: already,
  CANCELLED_BY_SELF: cancelledBySelf,
  CANCELLED_BY_STAFF: cancelledByStaff,
  PENDING: pending,
  DECLINED: declined,
  HEAD_ASKED: headAsked,
  HEAD_MISSING: headMissing,
  CALL_NEEDED: callNeeded,
  NOMINEE_INVITED: nomineeInvited,
  SUBSTITUTE_WANTED: substituteWanted,
  SESSIONS_CHANGED: sessionsChanged,
  REMINDER: reminder,
  RECONFIRM: reconfirm,
  RELEASED: released,
  STAFF_MESSAGE: staffMessage,
  CONFIRM_FOLLOW: confirmFollow,
  WEEKLY_DIGEST: weeklyDigest,
  DATES_WISHED: datesWished,
  DATES_DECLINED: datesDeclined,
};

/** Every kind, in the order in which people meet them. */
export const MESSAGE_KINDS = Object.keys(LETTERS) as readonly MessageKind[];

/** A letter of a kind, greeting first, with a branch's own words around what it says. */
export function letterOf<Kind extends MessageKind>(
  kind: Kind,
  data: MessageData[Kind],
  { language, name }: Recipient,
  words: OwnWords = {},
): Letter {
  const speaker = speakerOf(language);
  const letter = LETTERS[kind](data, speaker);
  const own = (template: string | null | undefined): Block[] =>
    template ? [{ kind: 'WORDS', text: fill(template, { ...letter.about, name: name ?? '' }) }] : [];
  return {
    ...letter,
    subject: subjectLine(letter.subject),
    blocks: [text(speaker.say('Вітаємо!', 'Hello!')), ...own(words.intro), ...letter.blocks, ...own(words.closing)],
  };
}
