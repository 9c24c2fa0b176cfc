import { whenText } from './date.texts.rules.ts';
import { toStaff } from './host.texts.rules.ts';
import { type Block, text, type Write } from './letter.rules.ts';
import { classText } from './matter.texts.rules.ts';
import type { ClassFacts } from './message.data.ts';
import { counted, PLACES, type Speaker } from './speaker.rules.ts';

/** What would come of a wished date now; all left out where nobody knows. */
interface Checked {
  readonly fits?: boolean;
  readonly wouldWait?: boolean;
  readonly offeredSeats?: number | null;
  readonly refusal?: string | null;
}

/** Why a wished date cannot be had as wished; null when it can. */
export function faultOf({ fits, wouldWait, offeredSeats, refusal }: Checked, speaker: Speaker): string | null {
  const { say } = speaker;
  if (fits) return null;
  if (refusal) return refusal;
  if (offeredSeats) {
    const places = counted(offeredSeats, PLACES, speaker);
    return say(`Є лише ${places}`, `There is room for ${places} only`);
  }
  return wouldWait
    ? say('Місць немає: клас чекав би в черзі', 'No places: the class would wait for them')
    : say('Дата вже неможлива', 'No longer possible');
}

function wishFacts(title: string, group: ClassFacts, speaker: Speaker): Block {
  const { say } = speaker;
  return {
    kind: 'FACTS',
    facts: [
      [say('Подія', 'Event'), title],
      [say('Клас', 'Class'), classText(group, speaker)],
    ],
  };
}

export const datesWished: Write<'DATES_WISHED'> = ({ title, branch, group, dates }, speaker) => {
  const { say } = speaker;
  return {
    subject: say(`Клас ${group.label} просить дату: ${title}`, `Class ${group.label} wishes a date: ${title}`),
    about: { title, when: dates.map(({ when }) => whenText(when, speaker)).join('; '), place: branch },
    blocks: [
      text(
        say(
          'Клас назвав бажані дати. Увійдіть до Zakhid і оберіть одну з них або відмовте, пояснивши чому.',
          'A class has named the dates it wishes. Sign in to Zakhid, and choose one of them, or decline and say why.',
        ),
      ),
      wishFacts(title, group, speaker),
      {
        kind: 'LIST',
        items: dates.map(({ when, fault }) => ({
          title: whenText(when, speaker),
          lines: [fault ?? say('Дата можлива', 'Possible')],
          url: null,
        })),
      },
    ],
    footer: toStaff(branch, speaker),
  };
};

export const datesDeclined: Write<'DATES_DECLINED'> = ({ title, branch, group, dates, reason }, speaker) => {
  const { say } = speaker;
  const why = reason === null ? '' : say(` Причина: ${reason}`, ` The reason: ${reason}`);
  return {
    subject: say(`Бажані дати не погоджено: ${title}`, `None of the dates you wished: ${title}`),
    about: { title, when: dates.map((when) => whenText(when, speaker)).join('; '), place: branch },
    blocks: [
      text(
        say(
          `На жаль, бібліотека не може прийняти клас у жодну з названих дат.${why}`,
          `We are sorry: the library cannot receive the class on any of the dates you named.${why}`,
        ),
      ),
      text(say('Попросіть у бібліотеки інші дати.', 'Please ask the library for other dates.')),
      wishFacts(title, group, speaker),
      { kind: 'LIST', items: dates.map((when) => ({ title: whenText(when, speaker), lines: [], url: null })) },
    ],
    footer: {
      why: say(
        `Ви отримали цей лист, бо цю адресу вказали, коли просили дати для класу: ${branch}.`,
        `You received this message because this address was given when dates were wished for a class: ${branch}.`,
      ),
      links: [],
    },
  };
};
