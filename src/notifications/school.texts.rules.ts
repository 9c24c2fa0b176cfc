import { untilText } from './date.texts.rules.ts';
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
