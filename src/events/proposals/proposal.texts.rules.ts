import type { Language } from '../../platform/language/language.ts';

interface MailText {
  readonly subject: string;
  readonly text: string;
}

const lines = (...parts: readonly string[]) => parts.join('\n\n');

/**
 * That it came. Nothing of what was written in the form: anybody can write somebody else's address there, and would have
 * their words sent to them.
 */
export function receivedText(reference: string, language: Language): MailText {
  return {
    uk: {
      subject: `Пропозицію ${reference} отримано`,
      text: lines(
        'Вітаємо! Бібліотеки міста отримали вашу пропозицію події.',
        `Її номер: ${reference}. Ми розглянемо її й напишемо вам про рішення.`,
        'Якщо ви нічого не пропонували, хтось помилився адресою: нічого не робіть або попросіть бібліотеку вилучити ваші дані, назвавши цей номер.',
      ),
    },
    en: {
      subject: `Proposal ${reference} received`,
      text: lines(
        'Hello! The city’s libraries have received your proposal of an event.',
        `Its number: ${reference}. We will consider it and write to you about the decision.`,
        'If you proposed nothing, somebody mistook the address: do nothing, or ask the library to remove your data, naming this number.',
      ),
    },
  }[language];
}

/** What became of it; `reason` is what a librarian wrote to the proposer. */
export function decidedText(reference: string, reason: string | null, accepted: boolean, language: Language): MailText {
  const said = reason === null ? [] : [reason];
  return {
    uk: {
      subject: accepted ? `Пропозицію ${reference} прийнято` : `Пропозицію ${reference} відхилено`,
      text: accepted
        ? lines(
            'Вітаємо! Бібліотека готує подію за вашою пропозицією.',
            `Номер пропозиції: ${reference}. Про час і місце з вами домовиться бібліотека.`,
          )
        : lines(
            `Дякуємо за пропозицію ${reference}. На жаль, бібліотека не може її прийняти:`,
            ...said,
            'Якщо обставини зміняться, запропонуйте подію ще раз.',
          ),
    },
    en: {
      subject: accepted ? `Proposal ${reference} accepted` : `Proposal ${reference} declined`,
      text: accepted
        ? lines(
            'Hello! A library is preparing an event from your proposal.',
            `Number of the proposal: ${reference}. The library will agree time and place with you.`,
          )
        : lines(
            `Thank you for proposal ${reference}. Unfortunately the library cannot take it up:`,
            ...said,
            'If circumstances change, propose the event again.',
          ),
    },
  }[language];
}
