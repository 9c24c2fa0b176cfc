import type { Pace } from '../../identity/limit.rules.ts';
import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';
import { type Instant, minutesBetween, plusDays } from '../../platform/time/instant.ts';
import type { ProposalRow, ProposalState } from './proposal.tables.ts';

/** A form is sent after so many seconds, which a person needs and a robot saves, and before so many hours. */
export const FORM_SECONDS = 4;
export const FORM_HOURS = 24;

/** Days after which the contact of a proposal is forgotten: after the decision, and without one. */
const DECIDED_DAYS = 90;
const UNDECIDED_DAYS = 365;

/** An organisation proposes a few events at once, and many may share an address; a robot goes on. */
export const PROPOSAL_PACES = {
  network: { name: 'proposals of network', free: 10, firstWait: 60, longestWait: 3_600, memory: 1_440 },
  email: { name: 'proposals of e-mail', free: 5, firstWait: 300, longestWait: 3_600, memory: 1_440 },
} as const satisfies Record<string, Pace>;

/** Whether a form that was given out then may be sent now. */
export function isFormOpen(givenAt: Instant, now: Instant): boolean {
  const minutes = minutesBetween(givenAt, now);
  return minutes > FORM_SECONDS / 60 && minutes < FORM_HOURS * 60;
}

/** By what a proposer and the staff name a proposal: short enough to be read out, and it tells nothing. */
export function referenceOf(formHash: Uint8Array): string {
  const hex = [...formHash.subarray(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 5)}-${hex.slice(5)}`.toUpperCase();
}

/** The hex digits of a reference as a person writes it; null for what is none. */
export function readReference(text: string): string | null {
  const hex = text.replace(/[\s-]/gu, '').toLowerCase();
  return /^[0-9a-f]{10}$/.test(hex) ? hex : null;
}

export type FormOutdated = Refusal<'FormOutdated'>;

export function formOutdated(language: Language): FormOutdated {
  return {
    kind: 'FormOutdated',
    message:
      language === 'uk'
        ? 'Форма вже не дійсна або надіслана надто швидко. Відкрийте її знову й надішліть за кілька секунд.'
        : 'The form is no longer valid, or was sent too quickly. Open it again, and send it after a few seconds.',
  };
}

export interface TooManyProposals extends Refusal<'TooManyAttempts'> {
  /** Seconds. */
  readonly retryAfter: number;
}

export function tooManyProposals(retryAfter: number, language: Language): TooManyProposals {
  return {
    kind: 'TooManyAttempts',
    message:
      language === 'uk'
        ? `Забагато пропозицій поспіль. Надішліть цю через ${retryAfter} с або зателефонуйте до бібліотеки.`
        : `Too many proposals in a row. Send this one in ${retryAfter} s, or call the library.`,
    retryAfter,
  };
}

/** Somebody has decided about the proposal already. */
export interface ProposalDecided extends Refusal<'ProposalDecided'> {
  readonly state: ProposalState;
}

export function proposalDecided(
  { state }: { readonly state: ProposalState },
  language: Language,
): ProposalDecided | null {
  if (state === 'NEW') return null;
  const message = {
    uk:
      state === 'CONVERTED'
        ? 'З цієї пропозиції вже створено подію. Відкрийте її.'
        : 'Цю пропозицію вже відхилено. Якщо подія все ж потрібна, створіть її самі.',
    en:
      state === 'CONVERTED'
        ? 'An event was made of this proposal already. Open it.'
        : 'This proposal was declined already. If the event is wanted after all, create it yourself.',
  };
  return { kind: 'ProposalDecided', message: message[language], state };
}

/** Decisions and arrivals before these instants have had their time: the contact goes. */
export function purgeBefore(now: Instant): { readonly decided: Instant; readonly created: Instant } {
  return { decided: plusDays(now, -DECIDED_DAYS), created: plusDays(now, -UNDECIDED_DAYS) };
}

type Contact = Pick<ProposalRow, 'contactName' | 'contactEmail' | 'contactPhone'>;

export const NO_CONTACT: Contact = { contactName: null, contactEmail: null, contactPhone: null };

/** What is left of a proposal whose proposer asked for it to be erased: that there was one. */
export const FORGOTTEN: Contact &
  Pick<ProposalRow, 'organisation' | 'title' | 'description' | 'wishedTimes' | 'reason'> = {
  ...NO_CONTACT,
  organisation: null,
  title: '—',
  description: '—',
  wishedTimes: null,
  reason: null,
};

/** What an audit line tells of only that it changed: the words of somebody outside, who may ask for them to go. */
export const PERSONAL_FIELDS = [
  ...['organisation', 'contactName', 'contactEmail', 'contactPhone'],
  ...['title', 'description', 'wishedTimes', 'reason'],
];

/** The same in the draft that is made of it. */
export const THEIR_WORDS = ['titleUk', 'descriptionUk'];

/** Where the staff of the new event find the proposal: what its proposer wrote stays there, and is forgotten there. */
export function notesFor({ formHash, expectedPeople }: Pick<ProposalRow, 'formHash' | 'expectedPeople'>): string {
  return [
    `Пропозиція ${referenceOf(formHash)}.`,
    ...(expectedPeople === null ? [] : [`Очікують людей: ${expectedPeople}`]),
  ].join('\n');
}
