import type { Language } from '../../platform/language/language.ts';
import type { Refusal } from '../../platform/refusals/refusal.ts';

/** A text that is pasted has no more than this. */
export const MOST_NOMINEES = 500;
export const MOST_BYTES = 100_000;

export type NomineeField = 'NAME' | 'EMAIL' | 'JOB_TITLE' | 'PHONE';

/** What is wrong with one line of a list. It names nobody: the answer to a request is kept. */
export interface LineFault {
  /** From 1. */
  readonly line: number;
  /** Null when it is the line as a whole. */
  readonly field: NomineeField | null;
  readonly message: string;
}

export interface NominationsWrong extends Refusal<'NominationsWrong'> {
  readonly errors: readonly LineFault[];
}
export type NoQuota = Refusal<'NoQuota'>;
export interface AlreadySubstituted extends Refusal<'AlreadySubstituted'> {
  /** Who stands in already. */
  readonly substituteId: string;
}

const TEXTS = {
  NO_NAME: { uk: 'Немає імені. Впишіть ім’я та прізвище.', en: 'There is no name. Write the full name.' },
  NO_ADDRESS: {
    uk: 'Це не адреса електронної пошти. Впишіть одну адресу, як-от olena@example.org.',
    en: 'This is no e-mail address. Write one address, like olena@example.org.',
  },
  TOO_LONG: { uk: 'Надто довго. Скоротіть.', en: 'It is too long. Shorten it.' },
  LINE_BREAK: {
    uk: 'Тут є перенесення рядка. Запишіть одним рядком.',
    en: 'There is a line break in it. Write it on one line.',
  },
  CONTROL: {
    uk: 'Тут є керівний або невидимий знак. Впишіть текст наново.',
    en: 'There is a control character or an invisible sign in it. Type it anew.',
  },
  NO_NUMBER: {
    uk: 'У номері телефону немає цифр. Виправте або залиште порожнім.',
    en: 'The telephone number has no digit. Mend it, or leave it empty.',
  },
  MORE: {
    uk: 'У рядку більше клітинок, ніж стовпців. Приберіть зайві або візьміть текст із роздільником у лапки.',
    en: 'The line has more cells than there are columns. Remove them, or put text with a separator in quotes.',
  },
  HERE: {
    uk: 'Цю людину вже записано на цю подію. Приберіть рядок.',
    en: 'This person is registered for this event already. Remove the line.',
  },
  QUOTES: {
    uk: 'Лапки відкрито, але не закрито. Закрийте їх.',
    en: 'A quotation mark is opened and never closed. Close it.',
  },
  COLUMNS: {
    uk: 'У заголовку немає стовпця «Ім’я» або «E-mail». Додайте його чи приберіть рядок заголовка.',
    en: 'The heading lacks the column “Name” or “E-mail”. Add it, or remove the heading.',
  },
  EMPTY: {
    uk: 'У списку немає нікого. Впишіть учасників.',
    en: 'There is nobody in the list. Write who is nominated.',
  },
  MANY: {
    uk: `У списку більше ніж ${MOST_NOMINEES} людей. Розділіть його.`,
    en: `The list has more than ${MOST_NOMINEES} people. Part it.`,
  },
  LARGE: {
    uk: `Список більший за ${MOST_BYTES / 1_000} кБ. Розділіть його.`,
    en: `The list is larger than ${MOST_BYTES / 1_000} kB. Part it.`,
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type FaultKind = keyof typeof TEXTS;

/** `twin`: the line that has the same address before. */
export function lineFault(
  line: number,
  field: NomineeField | null,
  fault: FaultKind | { readonly twin: number },
  language: Language,
): LineFault {
  if (typeof fault === 'string') return { line, field, message: TEXTS[fault][language] };
  const message = {
    uk: `Ця адреса вже є в рядку ${fault.twin}. Приберіть один із рядків.`,
    en: `Line ${fault.twin} has this address already. Remove one of the lines.`,
  };
  return { line, field, message: message[language] };
}

export function alreadyHere(line: number, language: Language): LineFault {
  return lineFault(line, 'EMAIL', 'HERE', language);
}

export function nominationsWrong(errors: readonly LineFault[], language: Language): NominationsWrong {
  const lines = new Set(errors.map(({ line }) => line)).size;
  const message = {
    uk: `Нікого не записано. Виправте рядки з помилками (їх ${lines}) і надішліть список знову.`,
    en: `Nobody was nominated. Mend the lines that are wrong (${lines}) and send the list again.`,
  };
  return { kind: 'NominationsWrong', message: message[language], errors };
}

export function noQuota(language: Language): NoQuota {
  const message = {
    uk: 'Для вашої установи тут не виділено місць. Попросіть бібліотеку, яка проводить подію, виділити їх.',
    en: 'Your body was given no seats here. Ask the library that holds the event for some.',
  };
  return { kind: 'NoQuota', message: message[language] };
}

export function alreadySubstituted(substituteId: string, language: Language): AlreadySubstituted {
  const message = {
    uk: 'Заміну вже названо. Якщо й вона відмовиться, назвіть заміну для неї.',
    en: 'A substitute was named already. Should they say no as well, name one for them.',
  };
  return { kind: 'AlreadySubstituted', message: message[language], substituteId };
}
