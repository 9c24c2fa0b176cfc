import type { Language } from '../../platform/language/language.ts';
import type { OutsideFault } from './outside.fault.rules.ts';
import type { CalendarFault, EventFault } from './reading/read.calendar.ts';
import type { PartnerFault } from './record/partner.tables.ts';

type Words = Readonly<Record<Language, string>>;

/** What is wrong with where a calendar is to come from. */
const OUTSIDE_WORDS: Readonly<Record<OutsideFault, Words>> = {
  NOT_AN_ADDRESS: {
    uk: 'Це не адреса календаря. Скопіюйте її цілою: https://…/calendar.ics.',
    en: 'This is no address of a calendar. Copy all of it: https://…/calendar.ics.',
  },
  NOT_HTTPS: {
    uk: 'Календар беруть лише за адресою, що починається з https:// (або webcal://). Попросіть у партнера таку.',
    en: 'Calendars are taken only from addresses that begin with https:// (or webcal://). Ask the partner for one.',
  },
  CREDENTIALS: {
    uk: 'В адресі є ім’я чи пароль. Попросіть у партнера адресу, для якої вони не потрібні.',
    en: 'The address has a name or a password in it. Ask the partner for one that needs none.',
  },
  PORT: {
    uk: 'Порт в адресі не дозволений: це має бути 443 або більший за 1023. Попросіть у партнера іншу адресу.',
    en: 'The port in the address is not allowed: it is 443, or above 1023. Ask the partner for another address.',
  },
  HOST_NOT_ALLOWED: {
    uk: 'З цього сервера календарі не беруть: його назва не з інтернету або її немає в OUTSIDE_HOSTS. Запитайте адміністратора.',
    en: 'Calendars are not taken from this server: its name is not of the internet, or not in OUTSIDE_HOSTS. Ask an administrator.',
  },
  PRIVATE: {
    uk: 'Адреса веде не в інтернет, а у внутрішню мережу. Попросіть у партнера загальнодоступну адресу.',
    en: 'The address leads to an internal network and not to the internet. Ask the partner for a public one.',
  },
  UNKNOWN_HOST: {
    uk: 'Сервера з такою назвою немає. Перевірте адресу.',
    en: 'There is no server of this name. Check the address.',
  },
  UNREACHABLE: {
    uk: 'Сервер партнера не відповідає або обірвав зв’язок. Спробуйте пізніше або запитайте партнера.',
    en: 'The partner’s server does not answer, or broke off. Try later, or ask the partner.',
  },
  TOO_SLOW: {
    uk: 'Календар забрав забагато часу. Спробуйте пізніше або попросіть у партнера менший.',
    en: 'The calendar took too long. Try later, or ask the partner for a smaller one.',
  },
  TOO_LARGE: {
    uk: 'Календар завеликий: щонайбільше 5 МБ. Попросіть у партнера календар за коротший час.',
    en: 'The calendar is too large: 5 MB at most. Ask the partner for one of a shorter time.',
  },
  TOO_MANY_REDIRECTS: {
    uk: 'Сервер партнера щоразу посилає за іншою адресою. Попросіть у партнера остаточну.',
    en: 'The partner’s server keeps sending to another address. Ask the partner for the last one.',
  },
  CODING: {
    uk: 'Стиснутий календар не вдалося розпакувати. Повідомте партнера.',
    en: 'The calendar came packed, and could not be unpacked. Tell the partner.',
  },
};

const CALENDAR_WORDS: Readonly<Record<Exclude<CalendarFault, OutsideFault>, Words>> = {
  NOT_TEXT: {
    uk: 'Це не текст у UTF-8. Збережіть календар у цьому кодуванні.',
    en: 'This is no text in UTF-8. Save the calendar in that encoding.',
  },
  CONTROL_CHARACTER: {
    uk: 'У файлі є нульові байти: це не календар або він пошкоджений. Візьміть його знову.',
    en: 'There are null bytes in the file: it is no calendar, or damaged. Take it anew.',
  },
  NOT_A_CALENDAR: {
    uk: 'Це не календар: він має починатися з BEGIN:VCALENDAR. Перевірте адресу чи файл.',
    en: 'This is no calendar: one begins with BEGIN:VCALENDAR. Check the address or the file.',
  },
  UNFINISHED: {
    uk: 'Календар обірваний: те, що почалося, не закінчується. Візьміть його знову.',
    en: 'The calendar is cut off: what began there does not end. Take it anew.',
  },
  UNBALANCED: {
    uk: 'Календар пошкоджений: тут закінчується не те, що почалося. Повідомте партнера.',
    en: 'The calendar is damaged: what ends here is not what began. Tell the partner.',
  },
  TOO_DEEP: {
    uk: 'Календар пошкоджений: забагато вкладених частин. Повідомте партнера.',
    en: 'The calendar is damaged: too many parts within each other. Tell the partner.',
  },
  TOO_MANY_COMPONENTS: {
    uk: 'У календарі забагато подій: щонайбільше 5000. Попросіть у партнера календар за коротший час.',
    en: 'The calendar has too many events: 5000 at most. Ask the partner for one of a shorter time.',
  },
  TOO_MANY_DATES: {
    uk: 'Подія перелічує забагато дат: щонайбільше 10 000. Повідомте партнера.',
    en: 'An event lists too many dates: 10,000 at most. Tell the partner.',
  },
  TOO_MANY_OCCURRENCES: {
    uk: 'Повторення дає забагато дат: щонайбільше 2000 для події і 5000 разом. Повідомте партнера.',
    en: 'A recurrence gives too many dates: 2000 of one event at most, and 5000 together. Tell the partner.',
  },
};

const OWN_WORDS: Readonly<Record<'INTERNAL', Words>> = {
  INTERNAL: {
    uk: 'Програма не змогла перейняти цей календар. Вона спробує ще раз; якщо так і буде, скажіть адміністраторові.',
    en: 'The program could not take this calendar over. It will try again; if it stays so, tell an administrator.',
  },
};

/** Why a calendar was not read, and what to do about it. */
export function faultWords({ fault, line, status }: PartnerFault, language: Language): string {
  const at = line === null ? '' : language === 'uk' ? `Рядок ${line}. ` : `Line ${line}. `;
  if (fault === 'STATUS') {
    return language === 'uk'
      ? `Сервер партнера відповів ${status ?? 0} замість календаря. Перевірте адресу або запитайте партнера.`
      : `The partner’s server answered ${status ?? 0} in the place of a calendar. Check the address, or ask the partner.`;
  }
  const words = { ...OUTSIDE_WORDS, ...CALENDAR_WORDS, ...OWN_WORDS }[fault];
  return `${at}${words[language]}`;
}

const EVENT_WORDS: Readonly<Record<EventFault, Words>> = {
  LINE: { uk: 'рядок не прочитати', en: 'a line cannot be read' },
  START_MISSING: { uk: 'немає початку (DTSTART)', en: 'it has no start (DTSTART)' },
  START: { uk: 'початок (DTSTART) не прочитати', en: 'its start (DTSTART) cannot be read' },
  END: { uk: 'кінець або тривалість не прочитати', en: 'its end or duration cannot be read' },
  END_BEFORE_START: { uk: 'кінець раніше за початок', en: 'it ends before it starts' },
  ZONE: { uk: 'часовий пояс (TZID) невідомий', en: 'its time zone (TZID) is unknown' },
  RULE: { uk: 'правило повторення не прочитати', en: 'its recurrence rule cannot be read' },
  NAMED_DATE: { uk: 'одну з дат (RDATE, EXDATE) не прочитати', en: 'one of its dates (RDATE, EXDATE) cannot be read' },
  RECURRENCE_ID: {
    uk: 'не зрозуміло, котру дату змінено (RECURRENCE-ID)',
    en: 'which date it changes (RECURRENCE-ID) is unclear',
  },
  TOO_LONG: { uk: 'триває довше за 400 днів', en: 'it lasts longer than 400 days' },
};

const LEFT_OUT: Readonly<Partial<Record<EventFault, Words>>> = {
  NAMED_DATE: { uk: 'цю дату пропущено, подію взято', en: 'that date is left out, the event is taken' },
  // All of an event, or one of its dates.
  TOO_LONG: { uk: 'те, що триває так довго, пропущено', en: 'what lasts so long is left out' },
};
const EVENT_LEFT_OUT: Words = { uk: 'подію пропущено', en: 'the event is left out' };

/** What is wrong with one event, and what became of it. */
export function problemWords(fault: EventFault, language: Language): string {
  const what = EVENT_WORDS[fault][language];
  const became = (LEFT_OUT[fault] ?? EVENT_LEFT_OUT)[language];
  return `${what[0]?.toUpperCase()}${what.slice(1)}: ${became}.`;
}
