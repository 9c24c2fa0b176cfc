import type { Role } from '../platform/access/viewer.ts';
import type { Language } from '../platform/language/language.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

type Texts = Readonly<Record<Language, MailText>>;

const lines = (...parts: readonly string[]) => parts.join('\n\n');

export function signInLinkText(address: string, minutes: number): Texts {
  return {
    uk: {
      subject: 'Вхід до Zakhid',
      text: lines(
        'Вітаємо! Хтось (мабуть, ви) попросив посилання для входу до Zakhid.',
        `Відкрийте його в тому самому браузері протягом ${minutes} хвилин:`,
        address,
        'Посилання діє один раз. Якщо ви його не просили, нічого не робіть: без нього ніхто не ввійде.',
      ),
    },
    en: {
      subject: 'Sign in to Zakhid',
      text: lines(
        'Hello! Somebody, most likely you, has asked for a link to sign in to Zakhid.',
        `Open it in the same browser within ${minutes} minutes:`,
        address,
        'It works once. If you did not ask for it, do nothing: nobody gets in without it.',
      ),
    },
  };
}

export function welcomeText(
  address: string,
  days: number,
  roles: Readonly<Record<Language, readonly string[]>>,
): Texts {
  return {
    uk: {
      subject: 'Запрошення до Zakhid',
      text: lines(
        'Вітаємо! Вас запрошено до Zakhid, розкладу подій бібліотек міста.',
        ...(roles.uk.length > 0 ? [`Ваші ролі:\n${roles.uk.map((role) => `  — ${role}`).join('\n')}`] : []),
        `Щоб увійти, відкрийте це посилання протягом ${days} днів:`,
        address,
        'Воно діє один раз. Потім можна входити за паролем, який ви оберете, або за посиланням з пошти.',
      ),
    },
    en: {
      subject: 'Your invitation to Zakhid',
      text: lines(
        'Hello! You are invited to Zakhid, the schedule of the city’s library events.',
        ...(roles.en.length > 0 ? [`Your roles:\n${roles.en.map((role) => `  – ${role}`).join('\n')}`] : []),
        `To get in, open this link within ${days} days:`,
        address,
        'It works once. After that you sign in with a password of your choice, or by a link by e-mail.',
      ),
    },
  };
}

export function roleGrantedText(address: string, role: Readonly<Record<Language, string>>): Texts {
  return {
    uk: {
      subject: 'Нова роль у Zakhid',
      text: lines('Вітаємо! Ви отримали роль у Zakhid:', `  — ${role.uk}`, `Увійти: ${address}`),
    },
    en: {
      subject: 'A new role in Zakhid',
      text: lines('Hello! You have been given a role in Zakhid:', `  – ${role.en}`, `Sign in: ${address}`),
    },
  };
}

export function schoolRequestedText(address: string, school: Readonly<Record<Language, string>>): Texts {
  return {
    uk: {
      subject: 'Учитель просить діяти від імені вашої школи',
      text: lines(`${school.uk}: є нові прохання вчителів. Погодьте або відхиліть їх у Zakhid.`, address),
    },
    en: {
      subject: 'A teacher asks to act for your school',
      text: lines(`${school.en}: there are new requests of teachers. Approve or decline them in Zakhid.`, address),
    },
  };
}

export function schoolDecidedText(
  address: string,
  school: Readonly<Record<Language, string>>,
  approved: boolean,
): Texts {
  return {
    uk: {
      subject: approved ? 'Вас погоджено як учителя' : 'Прохання відхилено',
      text: lines(
        approved
          ? `Тепер ви можете записувати класи від школи «${school.uk}».`
          : `Прохання діяти від школи «${school.uk}» відхилено. Запитайте в директора школи або в бібліотеці.`,
        address,
      ),
    },
    en: {
      subject: approved ? 'You are approved as a teacher' : 'Your request was declined',
      text: lines(
        approved
          ? `You can now bring classes of “${school.en}”.`
          : `Your request to act for “${school.en}” was declined. Ask the head of the school, or at the library.`,
        address,
      ),
    },
  };
}

/** Roles as they are called in mails and on pages. */
export const ROLE_NAMES: Readonly<Record<Role, Readonly<Record<Language, string>>>> = {
  ADMIN: { uk: 'адміністратор', en: 'administrator' },
  COORDINATOR: { uk: 'координатор плану', en: 'coordinator of a plan' },
  REPORTER: { uk: 'звітує за виконавця', en: 'reporter of a body' },
  LIBRARIAN: { uk: 'бібліотекар', en: 'librarian' },
  APPROVER: { uk: 'погоджує події', en: 'approver' },
  TRAINER: { uk: 'тренер', en: 'trainer' },
  DOOR: { uk: 'реєстрація на вході', en: 'check-in at the door' },
  TEACHER: { uk: 'учитель', en: 'teacher' },
  SCHOOL_HEAD: { uk: 'директор школи', en: 'head of a school' },
  NOMINATOR: { uk: 'номінує учасників', en: 'nominator' },
};
