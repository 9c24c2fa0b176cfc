import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { formatUtc, parseInstant } from '../../platform/time/instant.ts';
import type { ClassEntered } from './group.entering.ts';
import type { ClassDraft } from './group.rules.ts';

export type DateWishState = 'NEW' | 'PICKED' | 'DECLINED' | 'WITHDRAWN';

/** A class as a wish keeps it: as JSON, and without its contact once that was purged. */
export interface KeptDraft extends Omit<
  ClassDraft,
  'contactName' | 'contactEmail' | 'contactPhone' | 'consentedAt' | 'emailConfirmedAt'
> {
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly consentedAt: string;
  readonly emailConfirmedAt: string | null;
}

/** What `keptDraft` made, as it is read. */
export function keptIn({ draft }: { readonly draft: Readonly<Record<string, unknown>> }): KeptDraft {
  return draft as unknown as KeptDraft; // only wishes write there, and whoever purges their contact
}

/** A wish as it is shown: with the class that it is of. */
export function shownWish<Row extends { readonly draft: Readonly<Record<string, unknown>> }>(
  row: Row,
): Row & KeptDraft {
  return { ...row, ...keptIn(row) };
}

export function keptDraft(draft: ClassDraft): KeptDraft {
  const { emailConfirmedAt, consentedAt } = draft;
  return {
    ...draft,
    consentedAt: formatUtc(consentedAt),
    emailConfirmedAt: emailConfirmedAt && formatUtc(emailConfirmedAt),
  };
}

/** The class as it is to be registered; null once nobody can be asked about it. */
export function draftOf(kept: KeptDraft): ClassDraft | null {
  const { contactName, contactEmail } = kept;
  const consentedAt = parseInstant(kept.consentedAt);
  if (contactName === null || contactEmail === null || consentedAt === null) return null;
  const emailConfirmedAt = kept.emailConfirmedAt === null ? null : parseInstant(kept.emailConfirmedAt);
  return { ...kept, contactName, contactEmail, consentedAt, emailConfirmedAt };
}

/** What would come of a class that asked for a date now. */
export interface DateCheck {
  /** Whether it would have its place, as far as places go: it may wait for a yes still. */
  readonly fits: boolean;
  readonly wouldWait: boolean;
  /** How many seats it would be offered in place of all; null for no such offer. */
  readonly offeredSeats: number | null;
  /** Why it could not be registered; null when it could. */
  readonly refusal: string | null;
}

export function checkOf(entered: ClassEntered): DateCheck {
  if (entered.kind !== 'Registered') {
    return { fits: false, wouldWait: false, offeredSeats: null, refusal: entered.message };
  }
  const { status, offeredSeats } = entered.receipt;
  return {
    fits: offeredSeats === null && status !== 'WAITLISTED',
    wouldWait: status === 'WAITLISTED',
    offeredSeats,
    refusal: null,
  };
}

export interface WishDecided extends Refusal<'WishDecided'> {
  readonly state: DateWishState;
}
export type AlreadyWished = Refusal<'AlreadyWished'>;

const STATES: Readonly<Record<DateWishState, Readonly<Record<Language, string>>>> = {
  NEW: { uk: 'подія вже минула, і контакт стерто', en: 'the event is over and the contact erased' },
  PICKED: { uk: 'дату вже обрано', en: 'a date is picked already' },
  DECLINED: { uk: 'його вже відхилено', en: 'it was declined already' },
  WITHDRAWN: { uk: 'його забрав учитель', en: 'the teacher took it back' },
};

/** The refusal of whatever only a wish that waits is for; null for one that does. */
export function wishDecided(
  { state, purgedAt }: { readonly state: DateWishState; readonly purgedAt: unknown },
  language: Language,
): WishDecided | null {
  if (state === 'NEW' && purgedAt === null) return null;
  const said = STATES[state][language];
  const message = {
    uk: `Це побажання дат уже не чекає: ${said}. Оновіть сторінку.`,
    en: `This wish of dates waits no more: ${said}. Load the page again.`,
  };
  return { kind: 'WishDecided', message: message[language], state };
}

/** While so many wishes from an address that nobody confirmed wait, it makes no more: the library answers each by a mail. */
const MOST_WAITING = 5;

interface Waiting {
  readonly eventId: string;
  readonly schoolId: string;
  readonly draft: Readonly<Record<string, unknown>>;
}

/** The refusal of a wish beside those from its address that wait already; null where it may be made. */
export function alreadyWished(wish: Waiting, waiting: readonly Waiting[], language: Language): AlreadyWished | null {
  const { grade, letter, emailConfirmedAt } = keptIn(wish);
  const isSame = (one: Waiting) =>
    one.eventId === wish.eventId &&
    one.schoolId === wish.schoolId &&
    keptIn(one).grade === grade &&
    keptIn(one).letter === letter;
  const same = waiting.some(isSame);
  if (!same && (waiting.length < MOST_WAITING || emailConfirmedAt !== null)) return null;
  const message = same
    ? {
        uk: 'Дати для цього класу з цієї адреси вже побажали. Дочекайтеся відповіді бібліотеки або зверніться до неї.',
        en: 'Dates for this class were wished from this address already. Wait for the answer of the library, or ask it.',
      }
    : {
        uk: 'На відповідь уже чекають кілька побажань із цієї адреси. Дочекайтеся її або увійдіть до свого облікового запису.',
        en: 'Several wishes from this address wait for an answer already. Wait for it, or sign in to your account.',
      };
  return { kind: 'AlreadyWished', message: message[language] };
}
