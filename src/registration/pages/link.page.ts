import { html, type Markup } from '../../platform/http/markup.ts';
import { smallPage } from '../../platform/http/small.page.ts';
import type { Language } from '../../platform/language/language.ts';
import type { RegistrationStatus } from '../record/seats.rules.ts';
import type { LinkPurpose } from '../record/registration.tables.ts';
import { ACTS_OF, type PageAct } from './link.acts.rules.ts';

/** A class that the head of its school is asked about. */
export interface AskedClass {
  /** Grade and letter: `9-А`. */
  readonly label: string;
  readonly school: string;
  /** Who brings it. */
  readonly teacher: string;
  /** Whether it waits for their yes. */
  readonly isOpen: boolean;
}

/** What the page of a link tells, and what it lets its reader do. */
export interface LinkPageFacts {
  readonly link: string;
  /** Made for this page: pressing a button twice does what it says once. */
  readonly key: string;
  readonly purpose: LinkPurpose;
  readonly isGood: boolean;
  readonly title: string;
  /** By the clock of the place: `2019-04-24 11:00`; null where there is no date. */
  readonly when: string | null;
  readonly status: RegistrationStatus;
  readonly seats: number;
  readonly offeredSeats: number | null;
  readonly position: number | null;
  /** Of a class; null for people. */
  readonly pupils: number | null;
  readonly adults: number | null;
  /** To the head of a school; null to whoever registered. */
  readonly asked: AskedClass | null;
}

const WORDS = {
  uk: {
    title: 'Ваша заявка',
    asked: 'Клас вашої школи',
    label: 'Клас',
    teacher: 'Записує',
    seats: 'Місць',
    pupils: 'Учнів',
    adults: 'Дорослих',
    offered: 'Запропоновано місць',
    position: 'Місце в черзі',
    state: 'Стан',
    done: 'Готово',
    failed: 'Не вдалося',
    back: 'Назад до заявки',
    over: 'Це посилання вже не діє: його використано або минув його строк.',
    unknown: 'Такого посилання немає. Перевірте, чи повністю воно скопійоване з листа.',
  },
  en: {
    title: 'Your registration',
    asked: 'A class of your school',
    label: 'Class',
    teacher: 'Registered by',
    seats: 'Seats',
    pupils: 'Pupils',
    adults: 'Adults',
    offered: 'Seats offered',
    position: 'Place in the queue',
    state: 'State',
    done: 'Done',
    failed: 'It did not work',
    back: 'Back to the registration',
    over: 'This link is not valid any more: it was used, or its time is over.',
    unknown: 'There is no such link. See whether all of it was copied from the mail.',
  },
} as const;

const STATES: Readonly<Record<RegistrationStatus, Readonly<Record<Language, string>>>> = {
  UNCONFIRMED: { uk: 'чекає, щоб ви підтвердили адресу', en: 'waits for you to confirm the address' },
  PENDING_APPROVAL: { uk: 'чекає згоди', en: 'waits for a yes' },
  CONFIRMED: { uk: 'підтверджено', en: 'confirmed' },
  WAITLISTED: { uk: 'у черзі', en: 'in the queue' },
  OFFERED: { uk: 'місця чекають на вашу відповідь', en: 'places wait for your answer' },
  DECLINED: { uk: 'відхилено', en: 'declined' },
  CANCELLED: { uk: 'скасовано', en: 'cancelled' },
  EXPIRED: { uk: 'строк минув', en: 'its time is over' },
  ATTENDED: { uk: 'ви були', en: 'you came' },
  NO_SHOW: { uk: 'ви не прийшли', en: 'you did not come' },
};

const BUTTONS: Readonly<Record<PageAct, Readonly<Record<Language, string>>>> = {
  confirm: { uk: 'Підтвердити', en: 'Confirm' },
  reconfirm: { uk: 'Так, прийду', en: 'Yes, I come' },
  accept: { uk: 'Прийняти', en: 'Accept' },
  decline: { uk: 'Відмовитися', en: 'Decline' },
  stay: { uk: 'Відмовитися, але чекати на всі місця', en: 'Decline, and wait for all seats' },
  edit: { uk: 'Змінити кількість', en: 'Change the number' },
  cancel: { uk: 'Скасувати заявку', en: 'Cancel the registration' },
  agree: { uk: 'Погоджуюся взяти участь', en: 'I take part' },
  refuse: { uk: 'Не візьму участі', en: 'I do not take part' },
  allow: { uk: 'Погоджую', en: 'I agree' },
  forbid: { uk: 'Не погоджую', en: 'I do not agree' },
};

/** To look changes nothing: what is done is done by its buttons. */
export function linkPage(facts: LinkPageFacts, language: Language): string {
  const words = WORDS[language];
  const acts = facts.isGood ? ACTS_OF[facts.purpose].filter((act) => isOpen(act, facts)) : [];
  return smallPage(
    language,
    facts.asked ? words.asked : words.title,
    html`<p><strong>${facts.title}</strong></p>
      ${facts.when ? html`<p>${facts.when}</p>` : ''}
      <dl>${row(words.state, STATES[facts.status][language])} ${classRows(facts, words)} ${numbers(facts, words)}</dl>
      ${facts.isGood ? acts.map((act) => form(act, facts, language)) : html`<p>${words.over}</p>`}`,
  );
}

function isOpen(act: PageAct, { status, seats, offeredSeats, asked }: LinkPageFacts): boolean {
  if (asked) return asked.isOpen;
  if (act === 'stay') return offeredSeats !== null && offeredSeats < seats;
  const hasEnded = ['DECLINED', 'CANCELLED', 'EXPIRED', 'ATTENDED', 'NO_SHOW'].includes(status);
  if (act === 'edit') return !hasEnded && status !== 'OFFERED';
  return !hasEnded;
}

function classRows({ asked }: LinkPageFacts, words: Words): Markup[] {
  return asked ? [row(words.label, `${asked.label}, ${asked.school}`), row(words.teacher, asked.teacher)] : [];
}

function numbers({ seats, offeredSeats, position, pupils, adults }: LinkPageFacts, words: Words): Markup[] {
  const told: readonly (readonly [string, number | null])[] = [
    [words.offered, offeredSeats],
    [words.position, position],
    [words.pupils, pupils],
    [words.adults, adults],
    [words.seats, pupils === null ? seats : null],
  ];
  return told.flatMap(([name, value]) => (value === null ? [] : [row(name, String(value))]));
}

type Words = (typeof WORDS)[Language];

function row(name: string, value: string): Markup {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}

function form(act: PageAct, facts: LinkPageFacts, language: Language): Markup {
  const asksHowMany = act === 'edit' || act === 'accept';
  return html`<form method="post" action="/r/${encodeURIComponent(facts.link)}">
    <input type="hidden" name="act" value="${act}" />
    <input type="hidden" name="key" value="${facts.key}-${act}" />
    ${asksHowMany ? howMany(facts, WORDS[language]) : ''}
    <button>${BUTTONS[act][language]}</button>
  </form>`;
}

function howMany({ pupils, adults, seats, offeredSeats }: LinkPageFacts, words: Words): Markup[] {
  const field = (name: string, label: string, value: number, least: number) =>
    html`<label>${label} <input type="number" name="${name}" value="${value}" min="${least}" required /></label> `;
  if (pupils === null) return [field('seats', words.seats, offeredSeats ?? seats, 1)];
  return [field('pupils', words.pupils, pupils, 1), field('adults', words.adults, adults ?? 0, 0)];
}

/** What became of it: words that say what to do next where it did not work. */
export function donePage(link: string, refused: string | null, language: Language): string {
  const words = WORDS[language];
  return smallPage(
    language,
    refused === null ? words.done : words.failed,
    html`${refused === null ? '' : html`<p>${refused}</p>`}
      <p><a href="/r/${encodeURIComponent(link)}">${words.back}</a></p>`,
  );
}

export function unknownPage(language: Language): string {
  const words = WORDS[language];
  return smallPage(language, words.failed, html`<p>${words.unknown}</p>`);
}
