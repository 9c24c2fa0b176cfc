import { untilText, whenText } from './date.texts.rules.ts';
import { button, text, type Write } from './letter.rules.ts';
import { aboutMatter, classText, matterFacts } from './matter.texts.rules.ts';

export const headAsked: Write<'HEAD_ASKED'> = ({ matter, group, teacher, decideUrl, until }, speaker) => {
  const { say } = speaker;
  const ends = untilText(until, speaker);
  return {
    subject: say(
      `Погодьте участь класу ${group.label}: ${matter.title}`,
      `Please approve class ${group.label}: ${matter.title}`,
    ),
    about: aboutMatter(matter, speaker),
    blocks: [
      text(
        say(
          `${teacher} записує клас вашої школи на подію. Погодьте або відхиліть ${ends}; без відповіді місця звільняться.`,
          `${teacher} registers a class of your school for an event. Agree or decline: you have ${ends}. Without an answer the places are given up.`,
        ),
      ),
      button(say('Вирішити', 'Decide'), decideUrl),
      matterFacts(matter, speaker, [[say('Клас', 'Class'), classText(group, speaker)]]),
    ],
    footer: {
      why: say(
        `Ви отримали цей лист як директор школи (${group.school}).`,
        `You received this message as the head of a school (${group.school}).`,
      ),
      links: [],
    },
  };
};

export const datesWished: Write<'DATES_WISHED'> = ({ title, branch, group, dates, chooseUrl }, speaker) => {
  const { say } = speaker;
  return {
    subject: say(`Клас ${group.label} просить дату: ${title}`, `Class ${group.label} wishes a date: ${title}`),
    about: { title, when: dates.map(({ when }) => whenText(when, speaker)).join('; '), place: branch },
    blocks: [
      text(
        say(
          'Клас назвав бажані дати. Оберіть одну з них або запропонуйте іншу.',
          'A class has named the dates it wishes. Choose one of them, or propose another.',
        ),
      ),
      {
        kind: 'FACTS',
        facts: [
          [say('Подія', 'Event'), title],
          [say('Клас', 'Class'), classText(group, speaker)],
        ],
      },
      {
        kind: 'LIST',
        items: dates.map(({ when, fault }) => ({
          title: whenText(when, speaker),
          lines: [fault ?? say('Дата можлива', 'Possible')],
          url: null,
        })),
      },
      button(say('Обрати дату', 'Choose a date'), chooseUrl),
    ],
    footer: {
      why: say(
        `Ви отримали цей лист, бо працюєте з подіями бібліотеки: ${branch}.`,
        `You received this message because you look after the events of a branch: ${branch}.`,
      ),
      links: [],
    },
  };
};
