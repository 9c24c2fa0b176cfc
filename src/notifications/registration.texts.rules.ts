import { untilText } from './date.texts.rules.ts';
import { type Block, button, buttonIf, type Letter, text, type Write } from './letter.rules.ts';
import { aboutMatter, partyText, registeredFacts, toRegistered } from './matter.texts.rules.ts';
import type { Gone, Registered } from './message.data.ts';
import type { Speaker } from './speaker.rules.ts';

/** A letter on one's own registration, its subject ended by the title. */
export function toldOf(data: Registered, speaker: Speaker, subject: string, blocks: readonly Block[]): Letter {
  return {
    subject: `${subject}: ${data.matter.title}`,
    about: aboutMatter(data.matter, speaker),
    blocks,
    footer: toRegistered(data, speaker),
  };
}

export function registerAnew({ registerUrl }: Gone, { say }: Speaker): Block[] {
  return buttonIf(say('Зареєструватися знову', 'Register again'), registerUrl);
}

export const confirmEmail: Write<'CONFIRM_EMAIL'> = (data, speaker) => {
  const { say } = speaker;
  const until = untilText(data.until, speaker);
  return toldOf(data, speaker, say('Підтвердьте реєстрацію', 'Confirm your registration'), [
    text(
      say(
        `Щоб завершити реєстрацію, підтвердьте цю адресу ${until}. Доти місця для вас збережено.`,
        `To finish your registration, please confirm this address. You have ${until}; the places are kept for you meanwhile.`,
      ),
    ),
    button(say('Підтвердити реєстрацію', 'Confirm the registration'), data.confirmUrl),
    registeredFacts(data, speaker),
    text(
      say(
        'Якщо ви не реєструвалися, нічого не робіть: без підтвердження реєстрації не буде.',
        'If you did not register, do nothing: without your confirmation there is no registration.',
      ),
    ),
  ]);
};

export const confirmed: Write<'CONFIRMED'> = (data, speaker) => {
  const { say } = speaker;
  return toldOf(data, speaker, say('Реєстрацію підтверджено', 'Your registration is confirmed'), [
    text(say('Реєстрацію підтверджено. Чекаємо на вас!', 'Your registration is confirmed. See you there!')),
    registeredFacts(data, speaker),
    text(
      say(
        'Якщо плани зміняться, скасуйте реєстрацію: місця отримають ті, хто чекає в черзі.',
        'If your plans change, cancel: the places then go to those who wait.',
      ),
    ),
  ]);
};

export const edited: Write<'EDITED'> = (data, speaker) => {
  const { say } = speaker;
  const [was, is] = [partyText(data.before, speaker), partyText(data.party, speaker)];
  return toldOf(data, speaker, say('Реєстрацію змінено', 'Your registration is changed'), [
    text(say('Зміни у вашій реєстрації збережено.', 'The changes of your registration are saved.')),
    ...(was === is ? [] : [text(say(`Було: ${was}. Стало: ${is}.`, `Before: ${was}. Now: ${is}.`))]),
    registeredFacts(data, speaker),
  ]);
};

export const cancelledBySelf: Write<'CANCELLED_BY_SELF'> = (data, speaker) => {
  const { say } = speaker;
  return toldOf(data, speaker, say('Реєстрацію скасовано', 'Your registration is cancelled'), [
    text(
      say(
        'Вашу реєстрацію скасовано за вашим бажанням. Дякуємо, що повідомили.',
        'Your registration is cancelled as you wished. Thank you for telling us.',
      ),
    ),
    registeredFacts(data, speaker),
    ...registerAnew(data, speaker),
  ]);
};

export const cancelledByStaff: Write<'CANCELLED_BY_STAFF'> = (data, speaker) => {
  const { say } = speaker;
  const { body, reason } = data;
  const subject =
    body === null
      ? say('Бібліотека скасувала вашу реєстрацію', 'The library has cancelled your registration')
      : say('Вас більше не запропоновано учасником', 'You are no longer nominated');
  const said =
    body === null
      ? say(
          'На жаль, бібліотека скасувала вашу реєстрацію.',
          'We are sorry: the library has cancelled your registration.',
        )
      : say(`Ваш номінатор відкликав вашу участь: ${body}.`, `Whoever nominated you took it back: ${body}.`);
  return toldOf(data, speaker, subject, [
    text(say(`${said} Причина: ${reason}`, `${said} The reason: ${reason}`)),
    registeredFacts(data, speaker),
  ]);
};

export const pending: Write<'PENDING'> = (data, speaker) => {
  const { say } = speaker;
  const until = data.until && untilText(data.until, speaker);
  const kept = until ? say(` Місця збережено ${until}.`, ` The places are kept ${until}.`) : '';
  const awaited = {
    HEAD: say('Реєстрацію має погодити директор вашої школи.', 'The head of your school has to agree.'),
    STAFF: say('Реєстрацію має погодити бібліотека.', 'The library has to approve your registration.'),
    STAFF_FOR_HEAD: say(
      'Директор вашої школи не має облікового запису, тож замість нього реєстрацію має погодити бібліотека.',
      'The head of your school has no account here, so the library has to approve your registration in their place.',
    ),
  }[data.awaits];
  return toldOf(data, speaker, say('Реєстрація чекає на погодження', 'Your registration awaits approval'), [
    text(`${awaited}${kept}`),
    text(say('Про рішення повідомимо листом.', 'We will write to you when it is decided.')),
    registeredFacts(data, speaker),
  ]);
};

export const declined: Write<'DECLINED'> = (data, speaker) => {
  const { say } = speaker;
  const said =
    data.by === 'HEAD'
      ? say('Директор школи не погодив вашу реєстрацію.', 'The head of the school did not agree to your registration.')
      : say(
          'На жаль, бібліотека не погодила вашу реєстрацію.',
          'We are sorry: the library did not approve your registration.',
        );
  const why = data.reason === null ? '' : say(` Причина: ${data.reason}`, ` The reason: ${data.reason}`);
  return toldOf(data, speaker, say('Реєстрацію не погоджено', 'Your registration is not approved'), [
    text(`${said}${why}`),
    registeredFacts(data, speaker),
  ]);
};

function cannotCome({ say }: Speaker): Block {
  return text(
    say(
      'Не зможете прийти? Скасуйте реєстрацію, щоб місця отримали інші.',
      'You cannot come? Cancel, so that others get the places.',
    ),
  );
}

export const reminder: Write<'REMINDER'> = (data, speaker) => {
  const { say } = speaker;
  const letter = toldOf(data, speaker, say('Нагадуємо', 'A reminder'), [
    text(say('Нагадуємо про подію, на яку ви зареєстровані.', 'A reminder of the event you are registered for.')),
    registeredFacts(data, speaker),
    cannotCome(speaker),
  ]);
  return { ...letter, footer: toRegistered(data, speaker, data.unsubscribeUrl) };
};

export const reconfirm: Write<'RECONFIRM'> = (data, speaker) => {
  const { say } = speaker;
  const until = untilText(data.until, speaker);
  return toldOf(data, speaker, say('Чи прийдете ви? Підтвердьте участь', 'Are you coming? Please confirm'), [
    text(
      say(
        `Підтвердьте участь ${until}. Без підтвердження місця отримають ті, хто чекає в черзі.`,
        `Please confirm that you come: you have ${until}. Otherwise the places go to those who wait.`,
      ),
    ),
    button(say('Так, прийдемо', 'Yes, we come'), data.confirmUrl),
    registeredFacts(data, speaker),
    cannotCome(speaker),
  ]);
};

export const released: Write<'RELEASED'> = (data, speaker) => {
  const { say } = speaker;
  return toldOf(data, speaker, say('Ваші місця передано іншим', 'Your places went to others'), [
    text(
      say(
        'Участь не підтверджено вчасно, тож ваші місця передано іншим.',
        'Nobody confirmed in time that you come, so your places went to others.',
      ),
    ),
    registeredFacts(data, speaker),
    ...registerAnew(data, speaker),
  ]);
};
