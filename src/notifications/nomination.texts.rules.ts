import { untilText } from './date.texts.rules.ts';
import { button, text, type Write } from './letter.rules.ts';
import { aboutMatter, matterFacts, toRegistered } from './matter.texts.rules.ts';

export const nomineeInvited: Write<'NOMINEE_INVITED'> = (data, speaker) => {
  const { matter, body, acceptUrl, declineUrl, until, manageUrl } = data;
  const { say } = speaker;
  const ends = untilText(until, speaker);
  return {
    subject: say(`Вас запропоновано учасником: ${matter.title}`, `You are nominated: ${matter.title}`),
    about: aboutMatter(matter, speaker),
    blocks: [
      text(
        say(
          `${body} пропонує вас як учасника. Погодьтеся або відмовтеся ${ends}.`,
          `${body} nominates you to take part. Accept or decline: you have ${ends}.`,
        ),
      ),
      button(say('Погоджуюся', 'I accept'), acceptUrl),
      button(say('Відмовляюся', 'I decline'), declineUrl),
      matterFacts(matter, speaker),
    ],
    footer: {
      why: say(
        `Ви отримали цей лист, бо цю адресу вказав ваш номінатор: ${body}.`,
        `You received this message because whoever nominates you gave this address: ${body}.`,
      ),
      links: toRegistered(manageUrl, speaker).links,
    },
  };
};

export const substituteWanted: Write<'SUBSTITUTE_WANTED'> = (data, speaker) => {
  const { matter, body, nominee, reason, nominateUrl, until } = data;
  const { say } = speaker;
  const why = reason === null ? '' : say(` Причина: ${reason}`, ` The reason: ${reason}`);
  const ends = until && untilText(until, speaker);
  return {
    subject: say(`Потрібна заміна: ${matter.title}`, `A substitute is wanted: ${matter.title}`),
    about: aboutMatter(matter, speaker),
    blocks: [
      text(say(`Не візьме участі: ${nominee}.${why}`, `Will not take part: ${nominee}.${why}`)),
      text(
        ends
          ? say(
              `Місце за вами ${ends}: запропонуйте іншу людину.`,
              `The place is yours ${ends}: please nominate somebody else.`,
            )
          : say('Запропонуйте на це місце іншу людину.', 'Please nominate somebody else for the place.'),
      ),
      button(say('Запропонувати заміну', 'Nominate a substitute'), nominateUrl),
      matterFacts(matter, speaker),
    ],
    footer: {
      why: say(
        `Ви отримали цей лист, бо пропонуєте учасників від: ${body}.`,
        `You received this message because you nominate for: ${body}.`,
      ),
      links: [],
    },
  };
};
