import { untilText } from './date.texts.rules.ts';
import { type Block, type Fact, type Footer, type Letter, text, type Write } from './letter.rules.ts';
import { aboutMatter, classText, matterFacts, partyText } from './matter.texts.rules.ts';
import type { MessageData } from './message.data.ts';
import { counted, PLACES, type Speaker } from './speaker.rules.ts';

/** Under what goes to those who look after the events of a branch. */
export function toStaff(branch: string, { say }: Speaker): Footer {
  return {
    why: say(
      `Ви отримали цей лист, бо працюєте з подіями бібліотеки: ${branch}.`,
      `You received this message because you look after the events of a branch: ${branch}.`,
    ),
    links: [],
  };
}

export const headMissing: Write<'HEAD_MISSING'> = ({ matter, group, teacher, branch }, speaker) => {
  const { say } = speaker;
  return {
    subject: say(
      `Вирішіть за директора про клас ${group.label}: ${matter.title}`,
      `Decide for the head on class ${group.label}: ${matter.title}`,
    ),
    about: aboutMatter(matter, speaker),
    blocks: [
      text(
        say(
          `${teacher} записує клас і просить згоди директора школи, але директор не має облікового запису.`,
          `${teacher} registers a class and asks for the yes of the head of the school, who has no account here.`,
        ),
      ),
      text(
        say(
          'Увійдіть до Zakhid і погодьте або відхиліть реєстрацію; доти місця збережено.',
          'Sign in to Zakhid, and approve or decline the registration. The places are kept until then.',
        ),
      ),
      matterFacts(matter, speaker, [[say('Клас', 'Class'), classText(group, speaker)]]),
    ],
    footer: toStaff(branch, speaker),
  };
};

/** Of somebody without an address: what they would have read themselves is said to them by telephone. */
export const callNeeded: Write<'CALL_NEEDED'> = (data, speaker) => {
  const { matter, branch } = data;
  return { ...said(data, speaker), about: aboutMatter(matter, speaker), footer: toStaff(branch, speaker) };
};

function said(data: MessageData['CALL_NEEDED'], speaker: Speaker): Pick<Letter, 'subject' | 'blocks'> {
  const { matter, party, wished, name, phone, until } = data;
  const { say } = speaker;
  const contact: Fact[] = [
    [say('Кому', 'Whom'), name],
    [say('Телефон', 'Telephone'), phone ?? say('не вказано', 'not known')],
  ];
  const facts = matterFacts(matter, speaker, [
    ...contact,
    [say('Реєстрація', 'Registration'), partyText(party, speaker)],
  ]);
  if (data.news === 'CHANGED' || data.news === 'OFF') return ofChange(data.news, matter.title, speaker, facts);
  if (until === null) {
    return {
      subject: say(
        `Зателефонуйте, пропозиція скінчилася: ${matter.title}`,
        `Please call, an offer ended: ${matter.title}`,
      ),
      blocks: [
        text(
          say(
            'Пропозицію людині без електронної пошти не прийнято вчасно, тож місця перейшли до наступних у черзі. Листа вона не отримає: зателефонуйте їй.',
            'An offer to somebody without an e-mail address was not accepted in time, and the places went to the next in the queue. No mail reaches them: please call.',
          ),
        ),
        facts,
      ],
    };
  }
  const [places, all] = [party.seats, wished].map((seats) => counted(seats, PLACES, speaker));
  const ends = untilText(until, speaker);
  const fewer = party.seats < wished ? say(` Просили ${all}.`, ` They asked for ${all}.`) : '';
  return {
    subject: say(
      `Зателефонуйте, є ${places}: ${matter.title}`,
      `Please call, there is room for ${places}: ${matter.title}`,
    ),
    blocks: [
      text(
        say(
          `Для людини без електронної пошти, що чекала в черзі, є ${places}.${fewer} Листа вона не отримає: зателефонуйте їй.`,
          `For somebody without an e-mail address, who was in the queue, there is room: ${places}.${fewer} No mail reaches them: please call.`,
        ),
      ),
      text(
        say(
          `Місця чекають ${ends}. Якщо людина згодна, увійдіть до Zakhid і підтвердьте місця; якщо ні, скасуйте реєстрацію.`,
          `The places wait ${ends}. If they say yes, sign in to Zakhid and confirm the places; if no, cancel the registration.`,
        ),
      ),
      facts,
    ],
  };
}

function ofChange(
  news: 'CHANGED' | 'OFF',
  title: string,
  { say }: Speaker,
  facts: Block,
): Pick<Letter, 'subject' | 'blocks'> {
  const isOff = news === 'OFF';
  return {
    subject: isOff
      ? say(`Зателефонуйте, подія не відбудеться: ${title}`, `Please call, an event is off: ${title}`)
      : say(`Зателефонуйте, подію змінено: ${title}`, `Please call, an event has changed: ${title}`),
    blocks: [
      text(
        isOff
          ? say(
              'Людина без електронної пошти зареєстрована на подію, яку скасовано або відкладено. Листа вона не отримає: зателефонуйте їй.',
              'Somebody without an e-mail address is registered for an event that is cancelled or postponed. No mail reaches them: please call.',
            )
          : say(
              'Людина без електронної пошти зареєстрована на подію, час чи місце якої змінено: нижче сказано, як є тепер. Листа вона не отримає: зателефонуйте їй.',
              'Somebody without an e-mail address is registered for an event whose time or place has changed: it is now as below. No mail reaches them: please call.',
            ),
      ),
      facts,
    ],
  };
}
