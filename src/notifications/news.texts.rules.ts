import { untilText, whenText } from './date.texts.rules.ts';
import { button, listOf, text, type Write } from './letter.rules.ts';
import { aboutMatter, matterFacts, toRegistered, unsubscribe } from './matter.texts.rules.ts';

export const staffMessage: Write<'STAFF_MESSAGE'> = ({ matter, from, subject, text: words, manageUrl }, speaker) => ({
  subject,
  about: matter ? aboutMatter(matter, speaker) : { title: '', when: '', place: '' },
  blocks: [
    text(speaker.say(`Вам пише бібліотека: ${from}.`, `A message from the library: ${from}.`)),
    { kind: 'WORDS', text: words },
    ...(matter ? [matterFacts(matter, speaker)] : []),
  ],
  footer: toRegistered({ manageUrl, nominatedBy: null }, speaker),
});

export const weeklyDigest: Write<'WEEKLY_DIGEST'> = ({ of, items, unsubscribeUrl }, speaker) => {
  const { say } = speaker;
  return {
    subject: say(`Події тижня: ${of}`, `Events of the week: ${of}`),
    about: { title: of, when: '', place: '' },
    blocks: [
      text(
        items.length > 0
          ? say('Найближчі події, за якими ви стежите:', 'The next events of those you follow:')
          : say('Цього тижня нових подій немає.', 'There are no new events this week.'),
      ),
      ...listOf(items.map(({ title, when, place, url }) => ({ title, lines: [whenText(when, speaker), place], url }))),
    ],
    footer: {
      why: say(
        `Ви отримали цей лист, бо стежите за подіями: ${of}.`,
        `You received this message because you follow: ${of}.`,
      ),
      links: [unsubscribe(unsubscribeUrl, say)],
    },
  };
};

export const confirmFollow: Write<'CONFIRM_FOLLOW'> = ({ of, confirmUrl, until }, speaker) => {
  const { say } = speaker;
  const ends = untilText(until, speaker);
  return {
    subject: say(`Підтвердьте підписку: ${of}`, `Confirm your subscription: ${of}`),
    about: { title: of, when: '', place: '' },
    blocks: [
      text(
        say(
          `Хтось просив щотижня надсилати на цю адресу нові події: ${of}. Якщо це ви, підтвердьте ${ends}.`,
          `Somebody asked for a weekly letter about new events to this address: ${of}. If it was you, confirm: you have ${ends}.`,
        ),
      ),
      button(say('Отримувати листи', 'Get the letters'), confirmUrl),
      text(
        say(
          'Якщо це не ви, нічого не робіть: без підтвердження листів не буде.',
          'If it was not you, do nothing: without your confirmation there are no letters.',
        ),
      ),
    ],
    footer: {
      why: say(
        'Ви отримали цей лист, бо цю адресу вказано в підписці на події.',
        'You received this message because this address was given to follow events.',
      ),
      links: [],
    },
  };
};
