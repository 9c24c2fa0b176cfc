import type { Language } from '../../platform/language/language.ts';
import type { Instant } from '../../platform/time/instant.ts';
import { toLocal } from '../../platform/time/local.ts';
import { dayAndTime } from './taking.part.words.rules.ts';

const WORDS = {
  uk: {
    busy: 'Зайнято',
    blocked: (reason: string) => `Зайнято: ${reason}`,
    closed: (reason: string) => `Зачинено: ${reason}`,
    held: (time: string) => `Тимчасово утримано до ${time}.`,
    asked: 'Чекає на згоду.',
    within: (from: string, to: string) => `Приміщення зайнято ${from}–${to}, з підготовкою та прибиранням.`,
    takes: (room: string) => `Займає: ${room}.`,
  },
  en: {
    busy: 'Busy',
    blocked: (reason: string) => `Busy: ${reason}`,
    closed: (reason: string) => `Closed: ${reason}`,
    held: (time: string) => `Held until ${time}.`,
    asked: 'Waits for a yes.',
    within: (from: string, to: string) => `The room is taken ${from}–${to}, set-up and tear-down included.`,
    takes: (room: string) => `Takes: ${room}.`,
  },
} as const;

/** Of what is none of the reader's business, or has no words. */
export function busyText(language: Language): string {
  return WORDS[language].busy;
}

/** Why staff keep it free. */
export function blockedText(reason: string, language: Language): string {
  return WORDS[language].blocked(reason);
}

export function closedText(
  { reasonUk, reasonEn }: { readonly reasonUk: string; readonly reasonEn: string | null },
  language: Language,
): string {
  return WORDS[language].closed(language === 'uk' ? reasonUk : (reasonEn ?? reasonUk));
}

/** How something takes a room. */
export interface Occupying {
  readonly status: string | null;
  readonly holdUntil: Instant | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Set-up and tear-down included. */
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: string;
  /** The room it is of when that is another: a part of this one, or one that contains it. */
  readonly otherRoom: { readonly nameUk: string; readonly nameEn: string } | null;
}

/** What a room's calendar says of anything in it: how sure it is, how long the room is taken, and which. */
export function occupyingLines(one: Occupying, language: Language): string[] {
  const words = WORDS[language];
  const clock = (instant: Instant) => toLocal(instant, one.zone).slice(11, 16);
  const isLonger = one.from < one.startsAt || one.to > one.endsAt;
  return [
    ...(one.status === 'HOLD' && one.holdUntil ? [words.held(dayAndTime(one.holdUntil, one.zone))] : []),
    ...(one.status === 'REQUESTED' ? [words.asked] : []),
    ...(isLonger ? [words.within(clock(one.from), clock(one.to))] : []),
    ...(one.otherRoom ? [words.takes(language === 'en' ? one.otherRoom.nameEn : one.otherRoom.nameUk)] : []),
  ];
}
