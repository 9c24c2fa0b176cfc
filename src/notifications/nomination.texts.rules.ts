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
    footer: toRegistered({ manageUrl, nominatedBy: body }, speaker),
  };
};

export const substituteWanted: Write<'SUBSTITUTE_WANTED'> = (data, speaker) => {
  const { matter, body, nominee, reason, leaves, until } = data;
  const { say } = speaker;
  const why = reason === null ? '' : say(` Причина: ${reason}`, ` The reason: ${reason}`);
  const ends = untilText(until, speaker);
  const subject = {
    PLACE: say('Потрібна заміна', 'A substitute is wanted'),
    RESERVE: say('Місце перейшло до резерву', 'A place went to the reserve'),
    NOTHING: say('Запропонований вами не прийде', 'Somebody you nominated does not come'),
  }[leaves];
  const next = {
    PLACE: say(
      `Увійдіть до Zakhid і назвіть на це місце іншу людину ${ends}.`,
      `Sign in to Zakhid and name somebody else for the place. You have ${ends}.`,
    ),
    RESERVE: say(
      `Місце вже запропоновано резерву. Назвати іншу людину ви можете в Zakhid ${ends}: вона стане останньою в резерві.`,
      `The place was offered to the reserve already. You can name somebody else in Zakhid ${ends}, who then joins the end of the reserve.`,
    ),
    NOTHING: say(
      'Назвати іншу людину вже не можна: місць немає, або реєстрацію закрито.',
      'Nobody else can be named any more: there are no places, or registration has closed.',
    ),
  }[leaves];
  return {
    subject: `${subject}: ${matter.title}`,
    about: aboutMatter(matter, speaker),
    blocks: [
      text(say(`Не візьме участі: ${nominee}.${why}`, `Will not take part: ${nominee}.${why}`)),
      text(next),
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
